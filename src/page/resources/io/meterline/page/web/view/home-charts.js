// A home day by day or month by month, among its cohort, and its alerts. data-test: day-bars, bar, corrected, months, standing-card, rank,
// standing, alerts, alert.
import { html } from '../vendor/htm-preact-3.1.1.js';
import { useChart } from '../api.js';
import { Band } from '../chart/band.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { Tabs, here, link } from '../links.js';
import { COST } from './cost.js';

const showTabs = show => html`<${Tabs} label="What the bars show" items=${[['Cost', here({ show: null }), show === 'cost'], ['Energy', here({ show: 'energy' }), show === 'energy']]} />`;

export function Days({ device, from, to, show }) {
  const source = ['home/days', { device, from, to }];
  const { rows, error } = useChart(...source);
  const isCost = show === 'cost';
  const value = row => (isCost ? row.total_micros : row.milliwatt_hours);
  const text = row => (isGone(row) ? 'no usage any more' : isCost ? f.money(row.total_micros) : f.kwh(row.milliwatt_hours));
  const late = (rows || []).filter(row => row.differs);
  return html`
    <${Frame} title=${isCost ? 'Cost by day' : 'Energy by day, kWh'} source=${source} rows=${rows} error=${error} test="day-bars" actions=${showTabs(show)}
      columns=${[
        ['Date', row => html`<a href=${link('/day', { device, date: row.date })}>${f.date(row.date)}</a>`], ['Zone', row => row.zone],
        ['Energy', row => (isGone(row) ? 'none any more' : f.kwh(row.milliwatt_hours)), 'number'], ...COST.map(([name, text, kind]) => [name, row => (isGone(row) ? '' : text(row)), kind]),
        ['Covered', row => f.percent(row.covered_seconds, row.day_seconds), 'number'], ['Alerts', row => row.alerts || '', 'number'],
        ['Late data changed it', row => (row.differs ? html`<a href=${here({ why: row.date })} data-stay="1">${changedText(row)}</a>` : '')]]}>
      ${rows && rows.length === 0 ? html`<p class="note">No readings in this period.</p>` : rows && html`<${Bars} label=${isCost ? 'Cost by day' : 'Energy by day'}
        axis=${isCost ? f.axisMoney : f.axisNumber}
        items=${everyDate(rows, from, to).map(row => (row.readings === undefined ? { label: f.dayOfMonth(row.date), weekend: f.isWeekend(row.date) } : {
          key: row.date, raw: value(row), value: f.plain(value(row)), label: f.dayOfMonth(row.date), weekend: f.isWeekend(row.date),
          mark: row.differs, alert: row.alerts > 0, href: link('/day', { device, date: row.date }),
          name: `${f.date(row.date)}: ${text(row)}${row.alerts ? `, ${f.plural(row.alerts, 'alert', 'alerts')}` : ''}${row.differs ? `; ${changedText(row)}` : ''}`,
        }))} />
        <p class="legend">${late.length > 0 && html`<span class="key mark-key"></span> late data changed it `}${rows.some(row => row.alerts > 0) && html`<span class="key alert-key"></span> an alert opened`}</p>`}
      ${late.length > 0 && html`
        <details class="corrected" data-test="corrected"><summary>Late data changed ${f.plural(late.length, 'day', 'days')}</summary>
          <ul>${late.map(row => html`<li><a href=${here({ why: row.date })} data-stay="1">${f.date(row.date)}</a>: ${changedText(row)}</li>`)}</ul>
        </details>`}
    <//>`;
}

/** The rows of a period, and a place for each date without one. */
function everyDate(rows, from, to) {
  const all = [];
  for (let date = from; date < to; date = f.plusDays(date, 1)) {
    const there = rows.filter(row => row.date === date);
    all.push(...(there.length ? there : [{ date }]));
  }
  return all;
}

/** A day that was known then and has no usage any more. */
const isGone = row => Number(row.readings) === 0 && !f.known(row.milliwatt_hours);

/** What was known then, and what is known now: of the cost, or of the energy where the cost is the same. */
export function changedText(row) {
  const wasThere = f.known(row.then_milliwatt_hours) || f.known(row.then_total_micros);
  if (isGone(row)) return `${f.known(row.then_total_micros) ? f.money(row.then_total_micros) : f.kwh(row.then_milliwatt_hours)} as known then, no usage now`;
  return row.then_total_micros !== row.total_micros
    ? `${f.money(row.then_total_micros, wasThere ? 'no price' : 'nothing')} as known then, ${f.money(row.total_micros)} now`
    : row.then_milliwatt_hours !== row.milliwatt_hours
      ? `${wasThere ? f.kwh(row.then_milliwatt_hours) : 'nothing'} as known then, ${f.kwh(row.milliwatt_hours)} now`
      : 'another standing charge as known then';
}

export function Months({ device, from, to, show }) {
  const source = ['home/months', { device, from, to }];
  const { rows, error } = useChart(...source);
  const earlier = useChart('home/months', { device, from: f.plusMonths(from, -12), to: from });
  const isCost = show === 'cost';
  const value = row => row && (isCost ? row.total_micros : row.milliwatt_hours);
  const lastYear = row => (earlier.rows || []).find(one => one.month.slice(5, 7) === row.month.slice(5, 7));
  return html`
    <${Frame} title=${isCost ? 'Cost by month' : 'Energy by month, kWh'} source=${source} rows=${rows} error=${error} test="months" actions=${showTabs(show)}
      columns=${[
        ['Month', row => html`<a href=${here({ period: null, from: row.month })}>${f.month(row.month)}</a>`], ['Days', row => row.days, 'number'],
        ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ...COST,
        ['A year earlier', row => (lastYear(row) ? f.money(lastYear(row).total_micros) : ''), 'number']]}>
      ${rows && html`<${Bars} label="By month" axis=${isCost ? f.axisMoney : f.axisNumber}
        items=${rows.map(row => ({
          key: row.month, raw: value(row), value: f.plain(value(row)), before: earlier.rows && earlier.rows.length ? f.plain(value(lastYear(row)) || 0) : undefined,
          label: f.monthName(row.month), href: here({ period: null, from: row.month }), stay: '1',
          name: `${f.month(row.month)}: ${isCost ? f.money(row.total_micros) : f.kwh(row.milliwatt_hours)}`,
        }))} />`}
    <//>`;
}

export function Standing({ device, from, to }) {
  const source = ['home/standing', { device, from, to }];
  const { rows, error } = useChart(...source);
  const last = rows && rows[rows.length - 1];
  const longSpan = f.plusMonths(from, 1) < to;
  const note = last && html`On ${f.date(last.date)}, the last whole day: <strong data-test="rank">${f.ordinal(last.rank)} of ${f.count(last.devices)}</strong> in ${last.cohort}, the first used least.
    Band: 10th to 90th percentile, darker 25th to 75th; line: median. ${f.percent(last.covered_seconds, last.day_seconds)} of the day is covered by readings.`;
  return html`
    <${Frame} title="Among homes like this one, kWh a day" note=${note} source=${source} rows=${rows} error=${error} test="standing-card"
      columns=${[
        ['Date', row => f.date(row.date)], ['Cohort', row => row.cohort], ['Energy', row => f.kwh(row.milliwatt_hours), 'number'],
        ['Rank', row => `${f.count(row.rank)} of ${f.count(row.devices)}`, 'number'], ['Covered', row => f.percent(row.covered_seconds, row.day_seconds), 'number'],
        ...['p10', 'p25', 'p50', 'p75', 'p90'].map(name => [name, row => f.kwh(row[name]), 'number'])]}>
      ${rows && rows.length === 0 ? html`<p class="note">Not compared in this period: it has no cohort, or too little of its days is covered by readings.</p>` : rows && html`<${Band}
        label="Energy among homes like this one" axis=${f.axisNumber}
        items=${rows.map((row, i) => ({
          ...Object.fromEntries(['p10', 'p25', 'p50', 'p75', 'p90'].map(name => [name, f.plain(row[name])])), value: f.plain(row.milliwatt_hours),
          label: longSpan ? f.shortDate(row.date) : f.dayOfMonth(row.date), href: here({ why: row.date }), apart: i > 0 && f.plusDays(rows[i - 1].date, 1) !== row.date,
          name: `${f.date(row.date)}: ${f.kwh(row.milliwatt_hours)}, ${f.ordinal(row.rank)} of ${f.count(row.devices)} in ${row.cohort}`,
        }))} />`}
    <//>`;
}

const STATES = { 'not then': 'not known then', 'only then': 'known then, and not any more', otherwise: 'otherwise then' };

const alertColumns = () => [
  ['Opened', row => html`<a href=${here({ why: row.opened_at })} data-stay="1" data-test="alert">${f.time(row.opened_at, row.zone)}</a>`],
  ['Closed', row => (row.closed_at ? f.time(row.closed_at, row.zone) : html`<strong class="warn">open</strong>`)],
  ['Lasted', row => (row.closed_at ? f.lasted(row.opened_at, row.closed_at) : '')],
  ['Threshold', row => f.watts(row.threshold_watts), 'number'], ['Highest', row => f.watts(row.peak_watts), 'number'],
  ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ['Then', row => (STATES[row.then_state] ? html`<small class="warn">${STATES[row.then_state]}</small>` : '')]];

export function Alerts({ device, from, to }) {
  const source = ['home/alerts', { device, from, to }];
  const { rows, error } = useChart(...source);
  return html`<${Listed} title="Alerts" source=${source} rows=${rows} error=${error} columns=${alertColumns()} empty="None in this period." test="alerts" />`;
}
