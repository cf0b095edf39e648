// The dial: a setting is tried on the past, shown as pictures, and applied. data-test: dial-scope, dial-name, dial-value, dial-from,
// dial-reason, dial-now, dial-plan, dial-fault, plan-summary, plan-difference, plan-unknown, plan-alerts, hidden, plan-bars, plan-alert-bars,
// plan-home, plan-views, apply, apply-anyway, applied, undo.
import { html, useEffect, useRef, useState } from '../vendor/htm-preact-3.1.1.js';
import { ask, currentAbout, loadAbout, tell, useAnswer } from '../api.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { go, link, params } from '../links.js';

const EXAMPLES = { price: '0.25 or 0.31; 00:30-05:30 0.075', 'export-price': '0.06', standing: '0.30', threshold: '2000', sustain: '60', timezone: 'Europe/Berlin', plan: 'flat', cohort: 'flats', 'clear-percent': '10', 'least-percent': '80' };

export function Dial() {
  const given = params();
  const about = currentAbout();
  const catalogue = useAnswer('/api/settings/catalogue', {}, false);
  const scopes = useAnswer('/api/settings/scopes', { like: '' }, false);
  const [form, setForm] = useState({ op: given.op || 'SET', scope: given.scope || 'everyone', name: given.name || 'threshold', value: given.value || '', from: given.from || f.plusDays(about.last || '2024-01-31', -30), reason: given.reason || '' });
  const [plan, setPlan] = useState(null);
  const [fault, setFault] = useState(null);
  const [since, setSince] = useState(0);
  const address = location.search;
  useEffect(() => {
    const given = params();
    if (['scope', 'name', 'value', 'from', 'op', 'reason'].some(name => given[name] !== undefined && given[name] !== form[name])) {
      const { shown, version, ...values } = given;
      setForm({ ...form, ...values });
      forget();
    }
  }, [address]);
  // A link to a plan shows the plan.
  useEffect(() => { if (given.shown && form.from && (form.value || form.op === 'CLEAR') && about.plans && about.role === 'ADMINISTRATOR') compute(); }, []);
  // A plan is of the form that it was asked with: one that comes after the form was changed is not shown.
  const asked = useRef(0);
  const forget = () => { asked.current++; setPlan(null); };
  const set = name => event => { setForm({ ...form, [name]: event.target.value }); forget(); };
  if (about.role !== 'ADMINISTRATOR') return html`<p class="card">Only administrators change settings.</p>`;
  if (!about.plans) return html`<h1>Dial</h1><p class="card">Nothing can be planned: the page needs --views made with snapshots, and --archive.</p>`;
  const submit = event => {
    event.preventDefault();
    compute();
  };
  const compute = async () => {
    setFault(null);
    setPlan(null);
    setSince(Date.now());
    const mine = ++asked.current;
    const { reason, ...change } = form;
    if (change.op === 'CLEAR') delete change.value;
    go(link('/dial', { ...form, shown: 1 }), true);
    try {
      const made = await tell('/api/plan', { changes: [change], reason });
      if (mine === asked.current) setPlan(made);
    } catch (error) {
      setFault(error);
    } finally {
      setSince(0);
    }
  };
  const setting = (catalogue.data || []).find(one => one.word === form.name || one.name === form.name);
  const level = form.scope.split(':')[0];
  const own = (scopes.data || []).filter(one => one.scope === form.scope).flatMap(one => one.settings).find(one => setting && one.word === setting.word);
  return html`
    <header class="title"><div><h1>Dial</h1><p class="note">Try a setting on the past: nothing changes until it is applied.</p></div></header>
    <form class="card dial" onSubmit=${submit}>
      <label>For<input list="scopes" required value=${form.scope} onInput=${set('scope')} data-test="dial-scope" placeholder="everyone, plan:flat, device:meter-1" /></label>
      <datalist id="scopes">${(scopes.data || []).map(one => html`<option value=${one.scope} />`)}</datalist>
      <label>Setting<select value=${setting ? setting.word : form.name} onChange=${set('name')} data-test="dial-name">
        ${(catalogue.data || []).map(one => html`<option value=${one.word} disabled=${['everyone', 'plan', 'cohort', 'device'].includes(level) && !one.scopes.includes(level)} selected=${one.word === form.name || one.name === form.name}>${one.word}</option>`)}</select></label>
      <label>What<select value=${form.op} onChange=${set('op')} data-test="dial-op">
        ${[['SET', 'set to'], ['ADD', 'add'], ['SCALE', 'multiply by'], ['CLEAR', 'clear']].map(([op, text]) => html`<option value=${op} selected=${form.op === op}>${text}</option>`)}</select></label>
      ${form.op !== 'CLEAR' && html`<label>Value${setting ? ` (${setting.money_per ? `money a ${setting.money_per}` : setting.unit})` : ''}<input required value=${form.value} onInput=${set('value')} data-test="dial-value" placeholder=${EXAMPLES[form.name] || ''} aria-describedby="unit" /></label>`}
      <label>From<input required value=${form.from} onInput=${set('from')} data-test="dial-from" placeholder="2024-03-01" pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*Z)?" title="a date, or a time such as 2024-03-01T10:00:00Z" /></label>
      <label class="wide">Why<input value=${form.reason} onInput=${set('reason')} data-test="dial-reason" placeholder="for the log" /></label>
      <button class="button main" disabled=${since > 0} data-test="dial-plan">Show what changes</button>
      ${setting && scopes.data && html`<p class="note wide" data-test="dial-now">In force today for ${form.scope}: ${own ? html`<strong>${own.text}</strong>` : 'nothing of its own'}.</p>`}
      <p class="note wide" id="unit">${about.last ? `Usage is from ${f.date(about.first)} to ${f.date(about.last)}; a change holds from its time on. ` : ''}${setting ? `${setting.word}: ${setting.unit}${setting.money_per ? `; money is written as money, such as ${EXAMPLES[setting.word]}` : ''}` : ''}</p>
    </form>
    ${since > 0 && html`<${Elapsed} since=${since} what="Computing what would change" />`}
    ${fault && html`<p class="fault" role="alert" data-test="dial-fault">${fault.message}</p>`}
    ${plan && html`<${Plan} plan=${plan} form=${form} />`}`;
}

/** How long it takes, and what is being done as the server says. */
function Elapsed({ since, what }) {
  const [now, setNow] = useState(Date.now());
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    const asking = setInterval(() => ask('/api/plan/progress', {}, false).then(one => setText(one.running && one.text ? one.text : ''), () => {}), 1000);
    return () => { clearInterval(timer); clearInterval(asking); };
  }, []);
  return html`<p class="waiting working"><span role="status">${what} …</span> <span>${f.seconds((now - since) / 1000)}</span>${text && html` <small>${text}</small>`}</p>`;
}

function Plan({ plan, form }) {
  const money = plan.money;
  const alerts = plan.alerts;
  const groups = plan.hidden_by.flatMap(one => one.groups);
  const hidden = plan.hidden_by.flatMap(one => one.devices);
  const nothing = plan.add + plan.change + plan.delete === 0;
  const dates = plan.dates || [];
  const moneyDates = dates.filter(one => one.before !== one.after);
  const alertDates = dates.filter(one => one.alerts_before + one.alerts_after > 0);
  return html`
    <section class="card" aria-label="The plan" data-test="plan">
      <div class="head"><h2 data-test="plan-summary">${nothing ? (plan.hidden_by.length ? 'Nothing would change: settings that are more specific hide it' : 'Nothing would change') : `${f.count(plan.add)} rows to add, ${f.count(plan.change)} to change, ${f.count(plan.delete)} to delete`}</h2></div>
      ${plan.notes.map(note => html`<p class="note">${note}</p>`)}
      <p class="note">Read ${f.count(plan.read.readings)}${plan.read.of_readings ? ` of ${f.count(plan.read.of_readings)}` : ''} readings of ${f.plural(plan.read.devices, 'home', 'homes')} in ${f.seconds(plan.read.seconds)}.</p>
      <div class="figures">
        ${money.devices.length > 0 && html`<div class="figure main"><span>Cost of what changes</span><strong data-test="plan-difference" data-value=${money.difference}>${Number(money.difference) > 0 ? '+' : ''}${f.money(money.difference)}</strong><small>${f.money(money.before)} before, ${f.money(money.after)} after, ${f.plural(money.devices.length, 'home', 'homes')}</small></div>`}
        ${Number(money.unknown_rows) > 0 && html`<div class="figure" data-test="plan-unknown"><span>Cost not known before or after</span><strong class="lesser">${f.plural(money.unknown_rows, 'row', 'rows')}</strong><small>no price is in force on one side, so there is no difference</small></div>`}
        <div class="figure"><span>Alerts</span><strong class="lesser" data-test="plan-alerts">${alerts.alerts.length === 0 ? 'none changes' : `${f.count(alerts.opens)} open, ${f.count(alerts.vanishes)} vanish`}</strong>
          ${alerts.alerts.length > 0 && html`<small>${f.count(alerts.closes)} close, ${f.count(alerts.stays_open)} stay open, ${f.count(alerts.closes_at_another_time)} close at another time, ${f.count(alerts.changes)} differ otherwise</small>`}</div>
        ${plan.ranks.moved > 0 && html`<div class="figure"><span>Ranks</span><strong class="lesser">${f.count(plan.ranks.moved)} move</strong><small>${f.plural(plan.ranks.devices, 'home', 'homes')}</small></div>`}
        ${groups.length + hidden.length > 0 && html`<div class="figure warned" data-test="hidden"><span>Hidden by settings that are more specific</span>
          <strong class="lesser">${[groups.length && f.plural(groups.length, 'group', 'groups'), hidden.length && f.plural(hidden.length, 'home', 'homes')].filter(Boolean).join(' and ')}</strong>
          ${groups.length > 0 && html`<small>try it for ${groups.slice(0, 8).map((scope, i) => html`${i > 0 && ', '}<a href=${link('/dial', { ...form, scope })} data-stay="1">${scope}</a>`)}</small>`}
          ${hidden.length > 0 && html`<small>try it for ${hidden.slice(0, 6).map((device, i) => html`${i > 0 && ', '}<a href=${link('/dial', { ...form, scope: `device:${device}` })} data-stay="1">${device}</a>`)}${hidden.length > 6 ? ` and ${f.count(hidden.length - 6)} more` : ''}</small>`}</div>`}
      </div>
    </section>
    ${moneyDates.length > 0 && html`<${Frame} title="Cost of what changes, before and after" rows=${moneyDates} test="plan-bars" columns=${[['Date', one => f.date(one.date)], ['Before', one => f.money(one.before), 'number'], ['After', one => f.money(one.after), 'number']]}>
      <${Bars} label="Cost before and after" axis=${f.axisMoney} items=${moneyDates.map(one => ({ key: one.date, label: f.shortDate(one.date), before: f.plain(one.before), value: f.plain(one.after), raw: one.after, href: link('/fleet', { from: one.date }), name: `${f.date(one.date)}: ${f.money(one.before)} before, ${f.money(one.after)} after` }))} />
      <p class="legend"><span class="key before-key"></span> before <span class="key after-key"></span> after</p><//>`}
    ${alertDates.length > 0 && html`<${Frame} title="Alerts that differ, before and after" rows=${alertDates} test="plan-alert-bars" columns=${[['Date', one => f.date(one.date)], ['Before', one => f.count(one.alerts_before), 'number'], ['After', one => f.count(one.alerts_after), 'number']]}>
      <${Bars} label="Alerts before and after" axis=${at => (Number.isInteger(at) ? f.count(at) : '')} items=${alertDates.map(one => ({ key: one.date, label: f.shortDate(one.date), before: one.alerts_before, value: one.alerts_after, raw: one.alerts_after, href: link('/fleet', { from: one.date }), name: `${f.date(one.date)}: ${one.alerts_before} before, ${one.alerts_after} after` }))} />
      <p class="legend"><span class="key before-key"></span> before <span class="key after-key"></span> after. An alert that begins at another time vanishes, and another one opens.</p><//>`}
    <div class="pair">
      ${money.devices.length > 0 && html`<${Listed} title="Who changes most" rows=${money.devices} first=${10} columns=${[['Home', one => html`<a href=${link('/home', { device: one.device })} data-test="plan-home">${one.device}</a>`], ['Before', one => f.money(one.before), 'number'], ['After', one => f.money(one.after), 'number'], ['Difference', one => f.money(one.difference), 'number']]} />`}
      ${alerts.alerts.length > 0 && html`<${Listed} title="Alerts" note="Times are UTC." rows=${alerts.alerts} first=${10} columns=${[['What', one => WORDS[one.what]], ['Home', one => html`<a href=${link('/home', { device: one.device, from: f.firstOfMonth(one.opened_at.slice(0, 10)), why: one.opened_at })}>${one.device}</a>`], ['Opens', one => f.time(one.opened_at)], ['Closed before', one => f.time(one.closed_at_before)], ['Closes after', one => f.time(one.closed_at_after)]]} />`}
    </div>
    ${!nothing && html`<${Listed} title="Rows by view" test="plan-views" rows=${Object.entries(plan.views).map(([view, one]) => ({ view, ...one })).filter(one => one.add + one.change + one.delete > 0)} columns=${[
      ['View', one => one.view], ['Add', one => f.count(one.add), 'number'], ['Change', one => f.count(one.change), 'number'], ['Delete', one => f.count(one.delete), 'number'], ['Homes', one => f.count(one.devices), 'number'],
      ['First date', one => (one.first_date ? f.shortDate(one.first_date) : ''), 'number'], ['Last date', one => (one.last_date ? f.shortDate(one.last_date) : ''), 'number']]} />`}
    <${Apply} plan=${plan} form=${form} nothing=${nothing} />`;
}

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
      ${!result && html`<p>${nothing ? 'The change can be logged all the same.' : 'Applying logs the change and publishes the views with it. The version before stays, to go back to.'}</p>
        <button type="button" class="button main" disabled=${!!since} onClick=${() => apply(false)} data-test="apply">Apply</button>`}
      ${since && html`<${Elapsed} since=${since} what="Logging the change and writing the views with it" />`}
      ${fault && html`<p class="fault" role="alert">${fault.message}</p>`}
      ${result && result.outcome === 'stale' && html`<p class="warn" role="alert">${f.plural(result.stale, 'row would', 'rows would')} no longer be as planned: the log has grown since.</p>
        <pre class="scroll" tabindex="0">${result.lines.join('\n')}</pre>
        <button type="button" class="button" onClick=${() => apply(true)} data-test="apply-anyway">Apply it all the same</button>`}
      ${result && result.outcome === 'applied' && html`<p role="status" data-test="applied">Applied. The page shows version ${result.version}. <a href=${`/settings?${new URLSearchParams({ scope: form.scope })}`}>Its changes</a></p><${Undo} form=${form} />`}
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
