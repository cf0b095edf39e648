// A plan: what would change, first for people and then in rows, and applying and undoing it. data-test: plan, plan-summary, plan-difference,
// plan-unknown, plan-alerts, hidden, plan-bars, plan-alert-bars, plan-months, plan-home, plan-alert, plan-rows, plan-views, apply,
// apply-anyway, applied, undo.
import { html, useEffect, useState } from '../vendor/htm-preact-3.1.1.js';
import { ask, loadAbout, tell } from '../api.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { link } from '../links.js';
import { Elapsed } from './elapsed.js';

const MONTHS_SAID = 3;

/** What would change for people, in sentences: alerts and money, by month where they are few. */
function headline(plan) {
  const said = [];
  const sentences = (months, text, inAll) => {
    if (months.length > MONTHS_SAID) said.push(inAll());
    else said.push(...months.map(one => `${f.month(`${one.month}-01`)}: ${text(one)}`));
  };
  const became = (before, after) => (before === after ? `${f.plural(before, 'alert', 'alerts')} before and after, some of them otherwise` : `${f.plural(before, 'alert becomes', 'alerts become')} ${f.count(after)}`);
  const { before, after } = plan.alert_totals;
  sentences(plan.months.filter(one => one.alerts_before !== null), one => became(one.alerts_before, one.alerts_after), () => `In all: ${became(before, after)}`);
  const cost = one => `a cost of ${f.money(one.before)} becomes ${f.money(one.after)}`;
  sentences(plan.months.filter(one => one.before !== null), cost, () => `In all: ${cost(plan.money)}`);
  if (Number(plan.money.unknown_rows) > 0) said.push(`The cost of ${f.plural(plan.money.unknown_rows, 'day', 'days')} is not known before or after`);
  if (!said.length && plan.ranks.moved > 0) said.push(`${f.plural(plan.ranks.moved, 'rank moves', 'ranks move')}`);
  return said.length ? said : ['No cost and no alert changes, only details'];
}

/** What the numbers of the headline are of. */
const basis = plan => [
  plan.alerts.alerts.length > 0 && 'Alerts are those of all homes, by months in UTC.',
  plan.money.devices.length > 0 && 'The cost is that of the days that change, with their standing charges.',
].filter(Boolean);

const rowsText = plan => `${f.plural(plan.add, 'row', 'rows')} to add, ${f.count(plan.change)} to change, ${f.count(plan.delete)} to delete.`;

/** Names, the first of them at once and the others on request, each a link to the dial for it. */
function Names({ names, first, scope, form }) {
  const listed = some => some.map((name, i) => html`${i > 0 && ', '}<a href=${link('/dial', { ...form, until: form.until || null, scope: scope(name) })} data-stay="1">${name}</a>`);
  return html`<small>try it for ${listed(names.slice(0, first))}</small>
    ${names.length > first && html`<details><summary><small>and ${f.count(names.length - first)} more</small></summary><small>${listed(names.slice(first))}</small></details>`}`;
}

export function Plan({ plan, form }) {
  const money = plan.money;
  const alerts = plan.alerts;
  // A change with an end is two, which the same settings may hide.
  const groups = [...new Set(plan.hidden_by.flatMap(one => one.groups))];
  const hidden = [...new Set(plan.hidden_by.flatMap(one => one.devices))];
  const nothing = plan.add + plan.change + plan.delete === 0;
  const zoneOf = alert => plan.zones[alert.device] || 'UTC';
  const dates = plan.dates || [];
  const moneyDates = dates.filter(one => one.before !== one.after);
  const alertDates = dates.filter(one => one.alerts_before + one.alerts_after > 0);
  return html`
    <section class="card" aria-label="The plan" data-test="plan">
      <h2 data-test="plan-summary">${nothing ? (plan.hidden_by.length ? 'Nothing would change: settings that are more specific hide it' : 'Nothing would change') : headline(plan).map(line => html`<span class="line">${line}</span>`)}</h2>
      ${basis(plan).map(line => html`<p class="note">${line}</p>`)}
      ${plan.notes.map(note => html`<p class="note">${note}</p>`)}
      <div class="figures">
        ${money.devices.length > 0 && html`<div class="figure main"><span>Cost of what changes</span><strong data-test="plan-difference" data-value=${money.difference}>${Number(money.difference) > 0 ? '+' : ''}${f.money(money.difference)}</strong><small>${f.money(money.before)} before, ${f.money(money.after)} after, ${f.plural(money.devices.length, 'home', 'homes')}</small></div>`}
        ${Number(money.unknown_rows) > 0 && html`<div class="figure" data-test="plan-unknown"><span>Cost not known before or after</span><strong class="lesser">${f.plural(money.unknown_rows, 'row', 'rows')}</strong><small>no price is in force on one side, so there is no difference</small></div>`}
        <div class="figure"><span>Alerts</span><strong class="lesser" data-test="plan-alerts">${alerts.alerts.length === 0 ? 'none changes' : `${f.count(alerts.opens)} open, ${f.count(alerts.vanishes)} vanish`}</strong>
          ${alerts.alerts.length > 0 && html`<small>${f.count(alerts.closes)} close, ${f.count(alerts.stays_open)} stay open, ${f.count(alerts.closes_at_another_time)} close at another time, ${f.count(alerts.changes)} differ otherwise</small>
            ${alerts.opens > 0 && alerts.vanishes > 0 && html`<small>An alert that begins at another time vanishes, and another one opens.</small>`}`}</div>
        ${plan.ranks.moved > 0 && html`<div class="figure"><span>Ranks</span><strong class="lesser">${f.count(plan.ranks.moved)} move</strong><small>${f.plural(plan.ranks.devices, 'home', 'homes')}</small></div>`}
        ${groups.length + hidden.length > 0 && html`<div class="figure warned" data-test="hidden"><span>Hidden by settings that are more specific</span>
          <strong class="lesser">${[groups.length && f.plural(groups.length, 'group', 'groups'), hidden.length && f.plural(hidden.length, 'home', 'homes')].filter(Boolean).join(' and ')}</strong>
          ${groups.length > 0 && html`<${Names} names=${groups} first=${8} scope=${name => name} form=${form} />`}
          ${hidden.length > 0 && html`<${Names} names=${hidden} first=${6} scope=${name => `device:${name}`} form=${form} />`}</div>`}
      </div>
    </section>
    ${moneyDates.length > 0 && html`<${Frame} title="Cost of what changes, before and after" rows=${moneyDates} test="plan-bars" columns=${[['Date', one => f.date(one.date)], ['Before', one => f.money(one.before), 'number'], ['After', one => f.money(one.after), 'number']]}>
      <${Bars} label="Cost before and after" axis=${f.axisMoney} items=${moneyDates.map(one => ({ key: one.date, label: f.shortDate(one.date), before: f.plain(one.before), value: f.plain(one.after), raw: one.after, href: link('/fleet', { from: one.date }), name: `${f.date(one.date)}: ${f.money(one.before)} before, ${f.money(one.after)} after` }))} />
      <p class="legend"><span class="key before-key"></span> before <span class="key after-key"></span> after</p><//>`}
    ${alertDates.length > 0 && html`<${Frame} title="Alerts that differ, before and after" rows=${alertDates} test="plan-alert-bars" columns=${[['Date', one => f.date(one.date)], ['Before', one => f.count(one.alerts_before), 'number'], ['After', one => f.count(one.alerts_after), 'number']]}>
      <${Bars} label="Alerts before and after" axis=${at => (Number.isInteger(at) ? f.count(at) : '')} items=${alertDates.map(one => ({ key: one.date, label: f.shortDate(one.date), before: one.alerts_before, value: one.alerts_after, raw: one.alerts_after, href: link('/fleet', { from: one.date }), name: `${f.date(one.date)}: ${one.alerts_before} before, ${one.alerts_after} after` }))} />
      <p class="legend"><span class="key before-key"></span> before <span class="key after-key"></span> after. Only alerts that differ are counted, by dates in UTC.</p><//>`}
    <div class="pair">
      ${money.devices.length > 0 && html`<${Listed} title="Who changes most" rows=${money.devices} first=${10} columns=${[['Home', one => html`<a href=${link('/home', { device: one.device })} data-test="plan-home">${one.device}</a>`], ['Before', one => f.money(one.before), 'number'], ['After', one => f.money(one.after), 'number'], ['Difference', one => f.money(one.difference), 'number']]} />`}
      ${alerts.alerts.length > 0 && html`<${Listed} title="Alerts that differ" note="Times are those of each home's zone." rows=${alerts.alerts} first=${10} test="plan-alert-list" columns=${[
        ['What', one => html`<a href=${alertLink(one, zoneOf(one))} data-test="plan-alert" aria-label=${`${WORDS[one.what]}: ${one.device}, ${f.time(one.opened_at, zoneOf(one))}`}>${WORDS[one.what]}</a>`], ['Home', one => html`<a href=${link('/home', { device: one.device })}>${one.device}</a>`], ['Opens', one => f.time(one.opened_at, zoneOf(one))],
        ['Closed before', one => f.time(one.closed_at_before, zoneOf(one))], ['Closes after', one => f.time(one.closed_at_after, zoneOf(one))], ['Zone', zoneOf]]} />`}
    </div>
    ${plan.months.length > MONTHS_SAID && html`<${Listed} title="By month" test="plan-months" rows=${plan.months} columns=${[
      ['Month', one => f.month(`${one.month}-01`)], ['Alerts before', one => (one.alerts_before === null ? '' : f.count(one.alerts_before)), 'number'], ['Alerts after', one => (one.alerts_after === null ? '' : f.count(one.alerts_after)), 'number'],
      ['Cost before', one => f.money(one.before, ''), 'number'], ['Cost after', one => f.money(one.after, ''), 'number']]} />`}
    ${!nothing && html`<${Listed} title="Rows by view" note=${`${rowsText(plan)} ${readText(plan.read)}`} test="plan-views" rows=${Object.entries(plan.views).map(([view, one]) => ({ view, ...one })).filter(one => one.add + one.change + one.delete > 0)} columns=${[
      ['View', one => one.view], ['Add', one => f.count(one.add), 'number'], ['Change', one => f.count(one.change), 'number'], ['Delete', one => f.count(one.delete), 'number'], ['Homes', one => f.count(one.devices), 'number'],
      ['First date', one => (one.first_date ? f.shortDate(one.first_date) : ''), 'number'], ['Last date', one => (one.last_date ? f.shortDate(one.last_date) : ''), 'number']]} />`}
    <${Apply} plan=${plan} form=${form} nothing=${nothing} />`;
}

const readText = read => `Read ${f.count(read.readings)}${read.of_readings ? ` of ${f.count(read.of_readings)}` : ''} readings of ${f.plural(read.devices, 'home', 'homes')} in ${f.seconds(read.seconds)}.`;

/** Where an alert of a plan leads: to the day where it would open, as there is none to explain yet; else to why it is there. */
const alertLink = (one, zone) => (one.what === 'opens' ? link('/day', { device: one.device, date: f.dateIn(one.opened_at, zone) })
  : link('/home', { device: one.device, from: f.firstOfMonth(f.dateIn(one.opened_at, zone)), why: one.opened_at, alert: 1 }));

const WORDS = { opens: 'opens', vanishes: 'vanishes', closes: 'closes', stays_open: 'stays open', closes_at_another_time: 'closes at another time', changes: 'differs' };

function Apply({ plan, form, nothing }) {
  const [state, setState] = useState({});
  const apply = async confirm => {
    setState({ since: Date.now() });
    try {
      const result = await tell('/api/apply', { key: plan.key, confirm });
      setState({ result });
      if (result.outcome === 'applied') await loadAbout();
    } catch (error) {
      setState({ fault: error });
    }
  };
  const { result, fault, since } = state;
  return html`
    <section class="card" aria-label="Apply">
      ${!result && html`<p>${nothing ? 'Applying would only log the change: it would change no number.' : 'Applying logs the change and publishes the views with it. The version before stays, to go back to.'}</p>
        <button type="button" class=${nothing ? 'button' : 'button main'} disabled=${!!since} onClick=${() => apply(false)} data-test="apply">${nothing ? 'Only log the change' : 'Apply'}</button>`}
      ${since && html`<${Elapsed} since=${since} what="Logging the change and writing the views with it" />`}
      ${fault && html`<p class="fault" role="alert">${fault.message}</p>`}
      ${result && result.outcome === 'stale' && html`<p class="warn" role="alert">${f.plural(result.stale, 'row would', 'rows would')} no longer be as planned: the log has grown since.</p>
        <pre class="scroll" tabindex="0">${result.lines.join('\n')}</pre>
        <button type="button" class="button" onClick=${() => apply(true)} data-test="apply-anyway">Apply it all the same</button>`}
      ${result && result.outcome === 'applied' && html`<p role="status" data-test="applied">Applied. The page shows version ${result.version}. <a href=${`/settings?${new URLSearchParams({ scope: form.scope })}`}>Its changes</a></p>${!form.until && html`<${Undo} form=${form} />`}`}
    </section>`;
}

/** Undoing is one more change: what was in force before, from the same time. */
function Undo({ form }) {
  const [target, setTarget] = useState(null);
  useEffect(() => {
    ask('/api/settings/history', { scope: form.scope }).then(all => {
      const from = form.from.includes('T') ? form.from : `${form.from}T00:00:00Z`;
      const ofSetting = all.filter(one => one.word === form.name || one.name === form.name);
      const mine = ofSetting.filter(one => one.op === form.op).reduce((last, one) => (!last || Date.parse(one.logged_at) > Date.parse(last.logged_at) ? one : last), null);
      const at = mine ? mine.effective_at : from;
      // What was in force of this scope just before, by both times; a change that cleared it leaves nothing to restore.
      const inOrder = (one, other) => Date.parse(one.effective_at) - Date.parse(other.effective_at) || Date.parse(one.logged_at) - Date.parse(other.logged_at);
      const last = ofSetting.filter(one => one !== mine && one.effect === 'used' && Date.parse(one.effective_at) <= Date.parse(at)).sort(inOrder).pop();
      const before = last && last.after_written ? last : null;
      setTarget(link('/dial', { scope: form.scope, name: form.name, op: before ? 'SET' : 'CLEAR', value: before ? before.after_written : null, from: at, reason: 'undo' }));
    }).catch(() => {});
  }, []);
  return target && html`<a class="button" href=${target} data-test="undo">Undo: plan the change that restores what was</a>`;
}
