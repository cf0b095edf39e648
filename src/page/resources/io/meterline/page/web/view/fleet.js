// All homes at a glance. data-test: fleet-energy, fleet-cost, fleet-alert-count, open-alerts, fleet-bars, bar,
// chosen-day, homes, home-link, search, fleet-alerts, alert, rejects, cohorts, cohort, standing.
import { html } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, useChart } from '../api.js';
import { Band } from '../chart/band.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { Tabs, go, here, link, params, useTyped } from '../links.js';
import { COST, costParts } from './cost.js';

export function Fleet() {
  const about = currentAbout();
  const { from, on, show = 'energy', order = 'energy', like = '' } = params();
  if (!about.last) return html`<h1>Fleet</h1><p class="card">The views have no usage yet.</p>`;
  const start = f.firstOfMonth(from || about.last);
  const span = { from: start, to: f.plusMonths(start, 1) };
  // A day of the month that was chosen: homes and alerts are of it.
  const isDay = on >= span.from && on < span.to;
  const near = isDay ? { from: on, to: f.plusDays(on, 1) } : span;
  return html`
    <header class="title"><div><h1>Fleet${isDay && html` on ${f.date(on)}`}</h1><p class="note">Usage from ${f.date(about.first)} to ${f.date(about.last)}</p></div>
      <div class="period">
        <a class="button" href=${here({ from: f.plusMonths(start, -1), on: null })} data-stay="1" aria-label="the month before">‹</a><strong>${f.month(start)}</strong>
        <a class="button" href=${here({ from: f.plusMonths(start, 1), on: null })} data-stay="1" aria-label="the next month">›</a>
      </div></header>
    <${Totals} span=${near} when=${isDay ? f.date(on) : f.month(start)} />
    <${Days} span=${span} show=${show} on=${isDay ? on : null} />
    ${isDay && html`<p class="chosen" role="status" data-test="chosen-day">Numbers, homes and alerts are of <strong>${f.date(on)}</strong> <a class="button" href=${here({ on: null })} data-stay="1">All of ${f.month(start)}</a></p>`}
    <${Homes} span=${near} isDay=${isDay} order=${order} like=${like} />
    <div class="pair"><${Alerts} span=${near} when=${isDay ? f.date(on) : f.month(start)} /><${Rejects} /></div>
    <${Cohorts} span=${span} />`;
}

function Totals({ span, when }) {
  const { rows, error } = useChart('fleet/totals', span);
  if (error) return html`<p class="fault" role="alert">${error.message}</p>`;
  const all = rows && rows[0];
  return html`<div class="figures" aria-busy=${!all}>${all && html`
    <div class="figure main"><span>Energy, ${when}</span><strong data-test="fleet-energy" data-value=${all.milliwatt_hours}>${all.devices ? f.kwh(all.milliwatt_hours) : 'none'}</strong><small>${f.plural(all.devices, 'home', 'homes')}</small></div>
    <div class="figure"><span>Cost, ${when}</span><strong data-test="fleet-cost" data-value=${all.total_micros}>${f.money(all.total_micros, 'none')}</strong><small>${costParts(all)}</small>
      ${all.unpriced > 0 && html`<small class="warn">without ${f.plural(all.unpriced, 'row that has', 'rows that have')} no price</small>`}</div>
    <a class="figure" href="#alerts" data-test="fleet-alert-count"><span>Alerts, ${when}</span><strong>${f.count(all.alerts)}</strong><small data-test="open-alerts">${f.count(all.open_alerts)} open now</small></a>
    <a class="figure" href=${link('/rejected')}><span>Events not used</span><strong class="lesser">${f.count(all.rejected)}</strong><small>in the whole log</small></a>`}</div>`;
}

function Days({ span, show, on }) {
  const source = ['fleet/days', span];
  const { rows, error } = useChart(...source);
  const isCost = show === 'cost';
  const value = row => (isCost ? row.total_micros : row.milliwatt_hours);
  return html`
    <${Frame} title=${isCost ? 'Cost by day' : 'Energy by day, kWh'} source=${source} rows=${rows} error=${error} test="fleet-bars"
      actions=${html`<${Tabs} label="What the bars show" items=${[['Energy', here({ show: null }), !isCost], ['Cost', here({ show: 'cost' }), isCost]]} />`}
      columns=${[['Date', row => f.date(row.date)], ['Homes', row => f.count(row.devices), 'number'], ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ...COST, ['Alerts', row => f.count(row.alerts), 'number']]}>
      ${rows && html`<${Bars} label="All homes by day" axis=${isCost ? f.axisMoney : f.axisNumber} items=${rows.map(row => ({
        key: row.date, raw: value(row), value: f.plain(value(row)), label: f.dayOfMonth(row.date), weekend: f.isWeekend(row.date), alert: row.alerts > 0,
        href: here({ on: row.date }), stay: '1', tone: row.date === on ? 'chosen' : '',
        name: `${f.date(row.date)}: ${isCost ? f.money(row.total_micros) : f.kwh(row.milliwatt_hours)}, ${f.plural(row.devices, 'home', 'homes')}, ${f.plural(row.alerts, 'alert', 'alerts')}` }))} />`}
    <//>`;
}

function Homes({ span, isDay, order, like }) {
  const [typed, setTyped] = useTyped(like);
  const source = ['fleet/homes', { ...span, like, order }];
  const { rows, chart, error } = useChart(...source);
  const sorted = [['energy', 'Energy'], ['cost', 'Cost'], ['alerts', 'Alerts'], ['name', 'Name']];
  return html`<${Listed} title="Homes" note=${rows && rows.length === 100 || chart && chart.truncated ? `The first ${f.count(rows.length)}; find others by name.` : null} source=${source} rows=${rows} error=${error} test="homes" first=${15} empty="No home has usage in this period and this text in its name."
    actions=${html`<label class="search"><span class="hidden">Find a home</span><input type="search" placeholder="Find a home" value=${typed} onInput=${event => setTyped(event.target.value)} data-test="search" /></label>
      <${Tabs} label="Sorted by" items=${sorted.map(([name, text]) => [text, here({ order: name }), order === name])} />`}
    columns=${[['Home', row => html`<a href=${isDay ? link('/day', { device: row.device, date: span.from }) : link('/home', { device: row.device, from: span.from })} data-test="home-link">${row.device}</a>`], ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ...COST, ['Alerts', row => f.count(row.alerts), 'number'], ['Days', row => f.count(row.days), 'number']]} />`;
}

function Alerts({ span, when }) {
  const source = ['fleet/alerts', span];
  const { rows, error } = useChart(...source);
  return html`<${Listed} id="alerts" title=${`Latest alerts, ${when}`} note="A day or month is that of UTC; times are those of each home's zone." source=${source} rows=${rows} error=${error} test="fleet-alerts" first=${8} empty="None in this period." columns=${[
    ['Home', row => html`<a href=${link('/home', { device: row.device, from: f.firstOfMonth(f.dateIn(row.opened_at, row.zone)), why: row.opened_at })} data-test="alert">${row.device}</a> <small>${row.zone}</small>`], ['Opened', row => f.time(row.opened_at, row.zone)],
    ['Closed', row => (row.closed_at ? f.time(row.closed_at, row.zone) : html`<strong class="warn">open</strong>`)], ['Highest', row => f.watts(row.peak_watts), 'number']]} />`;
}

function Rejects() {
  const source = ['fleet/rejected', {}];
  const { rows, error } = useChart(...source);
  return html`<${Listed} title="Events not used" source=${source} rows=${rows} error=${error} test="rejects" first=${8} empty="Every event of the log is used." columns=${[
    ['Reason', row => html`<a href=${link('/rejected', { reason: row.reason })}>${row.reason}</a>`], ['Kind', row => row.kind.toLowerCase()], ['Events', row => f.count(row.events), 'number']]} />`;
}

function Cohorts({ span }) {
  const source = ['fleet/cohorts', span];
  const { rows, error } = useChart(...source);
  const names = [...new Set((rows || []).map(row => row.cohort))];
  const { cohort = names[0] } = params();
  const mine = (rows || []).filter(row => row.cohort === cohort);
  return html`
    <${Frame} title="Cohorts, kWh a home and day" note="Band: 10th to 90th percentile, darker 25th to 75th; line and dots: median." source=${source} rows=${rows && mine} error=${error} test="cohorts"
      actions=${names.length <= 5 ? html`<${Tabs} label="Cohort" items=${names.map(name => [name, here({ cohort: name }), name === cohort])} />`
        : html`<label>Cohort <select onChange=${event => go(here({ cohort: event.target.value }), true)} data-test="cohort">${names.map(name => html`<option value=${name} selected=${name === cohort}>${name}</option>`)}</select></label>`}
      columns=${[['Date', row => f.date(row.date)], ['Homes', row => f.count(row.devices), 'number'], ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ...['p10', 'p25', 'p50', 'p75', 'p90'].map(name => [name, row => f.kwh(row[name]), 'number'])]}>
      ${mine.length === 0 ? html`<p class="note">No cohort was compared in this month.</p>` : html`<${Band} label=${`Cohort ${cohort}`} axis=${f.axisNumber} items=${mine.map((row, i) => ({
        ...Object.fromEntries(['p10', 'p25', 'p50', 'p75', 'p90'].map(name => [name, f.plain(row[name])])), value: f.plain(row.p50), label: f.dayOfMonth(row.date), href: here({ on: row.date }),
        apart: i > 0 && f.plusDays(mine[i - 1].date, 1) !== row.date, name: `${f.date(row.date)}: median ${f.kwh(row.p50)} of ${f.plural(row.devices, 'home', 'homes')}` }))} />`}
    <//>`;
}
