// A home over a month or a year: which one, and what it cost. data-test: total-cost, total-energy, day-before, latest-day, other-home, period.
import { html, useEffect, useState } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, objects, useAnswer, useChart } from '../api.js';
import * as f from '../format.js';
import { Tabs, go, here, link, params } from '../links.js';
import { costParts } from './cost.js';
import { Alerts, Days, Months, Standing } from './home-charts.js';
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
  if (!totals.rows) return html`<div class="figures" aria-busy="true"></div>`;
  const [now, before, year] = totals.rows;
  const unpriced = now.unpriced_days > 0 && html`<small class="warn">without ${f.plural(now.unpriced_days, 'day that has', 'days that have')} no price</small>`;
  return html`
    <div class="figures">
      <div class="figure main"><span>Cost in ${title}</span><strong data-test="total-cost" data-value=${now.total_micros}>${costOf(now)}</strong>
        <small>${costParts(now)}</small>${unpriced}</div>
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
