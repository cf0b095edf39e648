// A home over a month or a year. data-test: total-cost, total-energy, day-before, latest-day, other-home, period, rank, day-bars, bar, standing-card, alert, corrected, months.
import { html, useEffect, useState } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, objects, useAnswer, useChart } from '../api.js';
import { Band } from '../chart/band.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { Tabs, go, here, link, params } from '../links.js';
import { Why } from './why.js';

/** Reads which home and period the address names; without a home, the first one is taken. */
export function Home() {
  const { device, from, period = 'month', show = 'cost' } = params();
  const about = currentAbout();
  const whose = device || about.device;
  if (!whose) return html`<${PickHome} />`;
  const span = useChart('home/span', { device: whose });
  if (span.error) return html`<h1>${whose}</h1><p class="fault" role="alert">${span.error.message}</p>`;
  // Where the address says when, what the home cost is asked at the same time as who it is.
  if (!span.rows && !from) return html`<h1>${whose}</h1><p class="waiting">Reading …</p>`;
  const home = span.rows ? span.rows[0] : null;
  if (home && !home.last) {
    return html`<h1>${whose}</h1><p class="card">No home is called that, or it has no usage in this version of the views. ${!about.device && html`<a href="/fleet">All homes</a>`}</p>`;
  }
  const near = from || home.last;
  const start = period === 'year' ? f.firstOfYear(near) : f.firstOfMonth(near);
  const next = f.plusMonths(start, period === 'year' ? 12 : 1);
  return html`<${Period} home=${home} device=${whose} period=${period} from=${start} to=${next} show=${show} />`;
}

function PickHome() {
  const about = currentAbout();
  const homes = useChart('fleet/homes', { from: about.first, to: about.last && f.plusDays(about.last, 1), like: '', order: 'name' });
  useEffect(() => {
    if (homes.rows && homes.rows.length) go(link('/home', { device: homes.rows[0].device }), true);
  }, [homes.rows]);
  return homes.rows && !homes.rows.length ? html`<p class="card">There are no homes in these views yet.</p>` : html`<p class="waiting">Reading …</p>`;
}

/** Another home, found by a part of its name: the one that is picked from the list, or with Enter the first that has it. */
function OtherHome({ device }) {
  const about = currentAbout();
  const [typed, setTyped] = useState('');
  const [isUsed, setUsed] = useState(false);
  const { data } = useAnswer(isUsed ? '/api/charts/fleet/homes' : null, { from: about.first, to: f.plusDays(about.last, 1), like: typed, order: 'name' });
  const names = data ? objects(data).map(row => row.device) : [];
  const open = name => name && name !== device && go(here({ device: name, why: null }));
  const input = event => {
    setTyped(event.target.value);
    if ((!event.inputType || event.inputType === 'insertReplacementText') && names.includes(event.target.value)) open(event.target.value);
  };
  const submit = event => {
    event.preventDefault();
    open(names.includes(typed) ? typed : names.find(name => name.toLowerCase().includes(typed.toLowerCase())) || typed);
  };
  return html`
    <form class="search" onSubmit=${submit}><label><span class="hidden">Another home</span>
      <input type="search" list="homes" placeholder="Another home" value=${typed} onFocus=${() => setUsed(true)} onInput=${input} data-test="other-home" /></label></form>
    <datalist id="homes">${names.slice(0, 50).map(name => html`<option value=${name} />`)}</datalist>`;
}

/** A period of a home; who it is may be asked still. */
function Period({ home, device, period, from, to, show }) {
  const near = home && home.last >= from && home.last < to ? home.last : from;
  const isYear = period === 'year';
  const asked = { device, from, to };
  const totals = useChart('home/totals', asked);
  const step = isYear ? 12 : 1;
  const title = isYear ? from.slice(0, 4) : f.month(from);
  return html`
    <header class="title">
      <div>
        <div class="named"><h1>${device}</h1>${!currentAbout().device && html`<${OtherHome} key=${device} device=${device} />`}</div>
        <p class="note">${home ? html`${home.zone}${home.cohort && html` · compared with ${home.cohort}`} · ${f.date(home.first)} to ${f.date(home.last)}` : 'Reading …'}</p>
      </div>
      <div class="period">
        <a class="button" href=${here({ from: f.plusMonths(from, -step) })} data-stay="1" aria-label=${isYear ? 'the year before' : 'the month before'}>‹</a>
        <strong data-test="period">${title}</strong>
        <a class="button" href=${here({ from: f.plusMonths(from, step) })} data-stay="1" aria-label=${isYear ? 'the next year' : 'the next month'}>›</a>
        <${Tabs} label="Period" items=${[['Day', link('/day', { device, date: near }), false], ['Month', here({ period: null, from: isYear && home && home.last < to ? home.last : from }), !isYear], ['Year', here({ period: 'year', from }), isYear]]} />
      </div>
    </header>
    <${Totals} totals=${totals} home=${home} device=${device} isYear=${isYear} title=${title} />
    ${isYear ? html`<${Months} ...${{ device, from, to, show }} />` : html`<${Days} ...${{ device, from, to, show }} />`}
    <${Standing} ...${asked} />
    <${Alerts} ...${asked} />
    <${Why} device=${device} zone=${home ? home.zone : undefined} />`;
}

function Totals({ totals, home, device, isYear, title }) {
  if (totals.error) return html`<p class="fault" role="alert">${totals.error.message}</p>`;
  if (!totals.rows) return html`<div class="figures"></div>`;
  const [now, before, year] = totals.rows;
  const unpriced = now.unpriced_days > 0 && html`<small class="warn">without ${f.plural(now.unpriced_days, 'day that has', 'days that have')} no price</small>`;
  return html`
    <div class="figures">
      <div class="figure main"><span>Cost in ${title}</span><strong data-test="total-cost" data-value=${now.total_micros}>${costOf(now)}</strong>
        <small>${[now.cost_micros !== null && `energy ${f.money(now.cost_micros)}`, now.standing_micros !== null && `standing charge ${f.money(now.standing_micros)}`].filter(Boolean).join(', ')}</small>${unpriced}</div>
      ${home && html`<${Latest} home=${home} device=${device} />`}
      <div class="figure"><span>Energy in ${title}</span><strong class="lesser" data-test="total-energy" data-value=${now.milliwatt_hours}>${now.days ? f.kwh(now.milliwatt_hours) : 'none'}</strong>
        <small>${f.plural(now.days, 'day', 'days')} with readings</small></div>
      ${!isYear && html`<${Against} name="The month before" row=${before} />`}
      <${Against} name="A year earlier" row=${year} />
    </div>`;
}

/** The cost of a period. Where no day of it has a price, there is none: the standing charge alone is not what it cost. */
const costOf = row => (!row.days ? 'nothing yet' : row.cost_micros === null ? 'no price' : f.money(row.total_micros));

/** The last two days: what yesterday cost, and today so far. A day that readings cover in part says so. */
function Latest({ home, device }) {
  const { rows } = useChart('home/days', { device, from: f.plusDays(home.last, -1), to: f.plusDays(home.last, 1) });
  return (rows || []).map(row => html`
  <a class="figure" href=${link('/day', { device, date: row.date })} data-test=${row === rows[rows.length - 1] ? 'latest-day' : 'day-before'}>
    <span>${f.nearDate(row.date, home.zone)}${isWhole(row) ? '' : ', so far'}</span><strong class="lesser" data-value=${row.total_micros}>${f.money(row.total_micros)}</strong>
    <small>${f.known(row.milliwatt_hours) ? f.kwh(row.milliwatt_hours) : 'no energy'}${isWhole(row) ? '' : `, ${f.percent(row.covered_seconds, row.day_seconds)} of the day`}</small></a>`);
}

const isWhole = row => Number(row.covered_seconds) >= Number(row.day_seconds);

const Against = ({ name, row }) => html`
  <div class="figure"><span>${name}</span><strong class="lesser">${row.days ? costOf(row) : 'no readings'}</strong>
    <small>${row.days ? html`${f.kwh(row.milliwatt_hours)} in ${f.plural(row.days, 'day', 'days')}` : html`${f.date(row.from)} on`}</small></div>`;

const showTabs = show => html`<${Tabs} label="What the bars show" items=${[['Cost', here({ show: null }), show === 'cost'], ['Energy', here({ show: 'energy' }), show === 'energy']]} />`;

function Days({ device, from, to, show }) {
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
        ['Energy', row => (isGone(row) ? 'none any more' : f.kwh(row.milliwatt_hours)), 'number'], ['Cost', row => f.money(row.cost_micros, isGone(row) ? '' : 'no price'), 'number'],
        ['Standing', row => f.money(row.standing_micros, ''), 'number'], ['Total', row => f.money(row.total_micros, isGone(row) ? '' : 'no price'), 'number'],
        ['Covered', row => f.percent(row.covered_seconds, row.day_seconds), 'number'], ['Alerts', row => row.alerts || '', 'number'],
        ['Late data changed it', row => (row.differs ? html`<a href=${here({ why: row.date })} data-stay="1">${changedText(row)}</a>` : '')]]}>
      ${rows && rows.length === 0 ? html`<p class="note">No readings in this period.</p>` : rows && html`<${Bars} label=${isCost ? 'Cost by day' : 'Energy by day'}
        axis=${isCost ? f.axisMoney : f.axisNumber}
        items=${everyDate(rows, from, to).map(row => (row.readings === undefined ? { label: f.dayOfMonth(row.date), weekend: f.isWeekend(row.date) } : {
          key: row.date, raw: value(row), value: f.plain(value(row)), label: f.dayOfMonth(row.date), weekend: f.isWeekend(row.date),
          mark: row.differs, alert: row.alerts > 0, href: link('/day', { device, date: row.date }),
          name: `${f.date(row.date)}: ${text(row)}${row.alerts ? `, ${f.plural(row.alerts, 'alert', 'alerts')}` : ''}${row.differs ? `; ${changedText(row)}` : ''}`,
        }))} />
        <p class="legend"><span class="key mark-key"></span> late data changed it <span class="key alert-key"></span> an alert opened</p>`}
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
  const wasThere = f.known(row.then_milliwatt_hours) || f.known(row.then_cost_micros);
  if (isGone(row)) return `${f.known(row.then_cost_micros) ? f.money(row.then_cost_micros) : f.kwh(row.then_milliwatt_hours)} as known then, no usage now`;
  return row.then_cost_micros !== row.cost_micros
    ? `${f.money(row.then_cost_micros, wasThere ? 'no price' : 'nothing')} as known then, ${f.money(row.cost_micros)} now`
    : row.then_milliwatt_hours !== row.milliwatt_hours
      ? `${wasThere ? f.kwh(row.then_milliwatt_hours) : 'nothing'} as known then, ${f.kwh(row.milliwatt_hours)} now`
      : 'another standing charge as known then';
}

function Months({ device, from, to, show }) {
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
        ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ['Cost', row => f.money(row.cost_micros), 'number'],
        ['Standing', row => f.money(row.standing_micros, ''), 'number'], ['Total', row => f.money(row.total_micros), 'number'],
        ['A year earlier', row => (lastYear(row) ? f.money(lastYear(row).total_micros) : ''), 'number']]}>
      ${rows && html`<${Bars} label="By month" axis=${isCost ? f.axisMoney : f.axisNumber}
        items=${rows.map(row => ({
          key: row.month, raw: value(row), value: f.plain(value(row)), before: earlier.rows && earlier.rows.length ? f.plain(value(lastYear(row)) || 0) : undefined,
          label: f.monthName(row.month), href: here({ period: null, from: row.month }), stay: '1',
          name: `${f.month(row.month)}: ${isCost ? f.money(row.total_micros) : f.kwh(row.milliwatt_hours)}`,
        }))} />`}
    <//>`;
}

function Standing({ device, from, to }) {
  const source = ['home/standing', { device, from, to }];
  const { rows, error } = useChart(...source);
  const last = rows && rows[rows.length - 1];
  const longSpan = f.plusMonths(from, 1) < to;
  const note = last && html`On ${f.date(last.date)}: <strong data-test="rank">${f.ordinal(last.rank)} of ${f.count(last.devices)}</strong> in ${last.cohort}, the first used least.
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

function Alerts({ device, from, to }) {
  const source = ['home/alerts', { device, from, to }];
  const { rows, error } = useChart(...source);
  return html`<${Listed} title="Alerts" source=${source} rows=${rows} error=${error} columns=${alertColumns()} empty="None in this period." test="alerts" />`;
}
