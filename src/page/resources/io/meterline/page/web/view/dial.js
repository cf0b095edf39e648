// The dial: a setting is tried on the past, shown as pictures, and applied. data-test: dial-scope, dial-name, dial-value, dial-from,
// dial-until, dial-reason, dial-now, dial-plan, dial-fault.
import { html, useEffect, useRef, useState } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, tell, useAnswer } from '../api.js';
import * as f from '../format.js';
import { go, link, params } from '../links.js';
import { Elapsed } from './elapsed.js';
import { Plan } from './plan.js';

const EXAMPLES = { price: '0.25 or 0.31; 00:30-05:30 0.075', 'export-price': '0.06', standing: '0.30', threshold: '2000 or 2 kW', sustain: '90 or 1.5 h', timezone: 'Europe/Berlin', plan: 'flat', cohort: 'flats', 'clear-percent': '10', 'least-percent': '80' };
const TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*Z)?', TIME_TITLE = 'a date, or a time such as 2024-03-01T10:00:00Z';
const FIELDS = ['scope', 'name', 'value', 'from', 'until', 'op', 'reason'];

/** The scope that a text means, as far as the scopes with settings say: a name alone stands for the only one of that name. */
function meantScope(text, scopes) {
  const named = scopes.filter(one => one.name === text);
  return scopes.some(one => one.scope === text) || named.length !== 1 ? text : named[0].scope;
}

export function Dial() {
  const given = params();
  const about = currentAbout();
  const catalogue = useAnswer('/api/settings/catalogue', {}, false);
  const scopes = useAnswer('/api/settings/scopes', { like: '' }, false);
  const [form, setForm] = useState({ op: given.op || 'SET', scope: given.scope || 'everyone', name: given.name || 'threshold', value: given.value || '', from: given.from || f.plusDays(about.last || '2024-01-31', -30), until: given.until || '', reason: given.reason || '' });
  const [plan, setPlan] = useState(null);
  const [fault, setFault] = useState(null);
  const [since, setSince] = useState(0);
  const address = location.search;
  useEffect(() => {
    const given = params();
    if (FIELDS.some(name => given[name] !== undefined && given[name] !== form[name])) {
      const { shown, version, ...values } = given;
      setForm({ ...form, until: '', ...values });
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
    if (!change.until) delete change.until;
    go(link('/dial', { ...form, until: form.until || null, shown: 1 }), true);
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
  const scope = meantScope(form.scope.trim(), scopes.data || []);
  const level = scope.split(':')[0];
  const isScope = /^(everyone$|plan:|cohort:|device:)/.test(scope);
  const own = (scopes.data || []).filter(one => one.scope === scope).flatMap(one => one.settings).find(one => setting && one.word === setting.word);
  return html`
    <header class="title"><div><h1>Dial</h1><p class="note">Try a setting on the past: nothing changes until it is applied.</p></div></header>
    <form class="card dial" onSubmit=${submit}>
      <label>For<input list="scopes" required value=${form.scope} onInput=${set('scope')} data-test="dial-scope" placeholder="such as plan:flat or a home" /></label>
      <datalist id="scopes">${(scopes.data || []).map(one => html`<option value=${one.scope} />`)}</datalist>
      <label>Setting<select value=${setting ? setting.word : form.name} onChange=${set('name')} data-test="dial-name">
        ${(catalogue.data || []).map(one => html`<option value=${one.word} disabled=${isScope && !one.scopes.includes(level)} selected=${one.word === form.name || one.name === form.name}>${one.word}</option>`)}</select></label>
      <label>What<select value=${form.op} onChange=${set('op')} data-test="dial-op">
        ${[['SET', 'set to'], ['ADD', 'add'], ['SCALE', 'multiply by'], ['CLEAR', 'clear']].map(([op, text]) => html`<option value=${op} selected=${form.op === op}>${text}</option>`)}</select></label>
      ${form.op !== 'CLEAR' && html`<label>Value${setting ? ` (${setting.money_per ? `${about.currency || 'money'} a ${setting.money_per}` : setting.unit})` : ''}<input required value=${form.value} onInput=${set('value')} data-test="dial-value" placeholder=${EXAMPLES[form.name] ? `such as ${EXAMPLES[form.name]}` : ''} aria-describedby="unit" /></label>`}
      <label>From<input required value=${form.from} onInput=${set('from')} data-test="dial-from" placeholder="such as 2024-03-01" pattern=${TIME} title=${TIME_TITLE} /></label>
      <label>Until, if not for good<input value=${form.until} onInput=${set('until')} data-test="dial-until" placeholder="such as 2024-04-01" pattern=${TIME} title=${TIME_TITLE} /></label>
      <label class="wide">Why<input value=${form.reason} onInput=${set('reason')} data-test="dial-reason" placeholder="for the log" /></label>
      <button class="button main" disabled=${since > 0} data-test="dial-plan">Show what changes</button>
      ${setting && scopes.data && isScope && html`<p class="note wide" data-test="dial-now">In force today for ${scope}: ${own ? html`<strong>${f.amounts(own.text)}</strong>` : 'nothing of its own'}.</p>`}
      <p class="note wide" id="unit">${about.last ? `Usage is from ${f.date(about.first)} to ${f.date(about.last)}; a change holds from its time on. ` : ''}${setting && EXAMPLES[setting.word] ? `${setting.word}: such as ${EXAMPLES[setting.word]}.` : ''}</p>
    </form>
    ${since > 0 && html`<${Elapsed} since=${since} what="Computing what would change" />`}
    ${fault && html`<p class="fault" role="alert" data-test="dial-fault">${fault.message}</p>`}
    ${plan && html`<${Plan} plan=${plan} form=${{ ...form, scope: plan.changes[0].scope }} />`}`;
}
