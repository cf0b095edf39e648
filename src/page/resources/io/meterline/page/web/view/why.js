// Why a number is what it is: a dialog over the view that it was asked in. data-test: why, why-close, why-alert, why-no-alert, setting, readings.
import { html, useEffect, useRef } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, useAnswer } from '../api.js';
import { Table } from '../chart/table.js';
import * as f from '../format.js';
import { back, here, params } from '../links.js';

/** Opens where the address has `why`: a date or an instant. */
export function Why({ device, zone }) {
  const at = params().why;
  return at ? html`<${Dialog} device=${device} at=${at} zone=${zone} />` : null;
}

function Dialog({ device, at, zone }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const opened = dialog.current;
    if (!opened.open) opened.showModal();
    // While it is open nothing behind it takes the focus.
    return () => {
      opened.close();
      if (before && before.focus) before.focus();
    };
  }, []);
  const close = () => back(here({ why: null, alert: null }));
  return html`
    <dialog ref=${dialog} onCancel=${event => { event.preventDefault(); close(); }} onClick=${event => event.target === dialog.current && close()} aria-labelledby="why-title" data-test="why">
      <div class="head"><h2 id="why-title">Why? ${device}, ${at.includes('T') ? f.time(at, zone) : f.date(at)}${zone && html` <small>${zone}</small>`}</h2>
        <button type="button" class="quiet" onClick=${close} data-test="why-close">Close</button></div>
      ${currentAbout().archive ? html`<${Explained} device=${device} at=${at} />` : html`<p class="note">The page was started without the log (--archive), which has the readings and the settings changes behind the numbers.</p>`}
    </dialog>`;
}

function Explained({ device, at }) {
  const { data, error } = useAnswer('/api/why', { device, at }, false);
  if (error) return html`<p class="fault" role="alert">${error.message}</p>`;
  if (!data) return html`<p class="waiting">Reading the log …</p>`;
  const then = new Map(data.then.settings.map(one => [one.name, one]));
  const hasOther = (one) => one.otherwise !== null;
  const some = data.now.settings.filter(one => one.scope || one.chain.length || hasOther(one));
  // What decided whether an alert opens is what was asked about.
  const decided = data.alerts.length > 0 ? ['threshold', 'sustain'] : null;
  const rejected = data.now.rejected.filter(one => some.some(shown => shown.name === one.name));
  const none = data.now.settings.filter(one => !some.includes(one));
  const setting = name => data.now.settings.find(one => one.word === name);
  return html`
    ${data.alerts.length === 0 && params().alert && html`<p class="warn" data-test="why-no-alert">No alert opens here as the settings are: it is one of a plan, or one that a change took away.</p>`}
    ${data.alerts.map(alert => html`<p data-test="why-alert">This alert opened at <strong>${f.time(alert.opened_at, data.zone)}</strong>: more than <strong>${f.watts(alert.threshold_watts)}</strong> for ${setting('sustain').text} or longer, and up to ${f.watts(alert.peak_watts)}. The threshold is set for ${setting('threshold').scope || 'nobody'}.</p>`)}
    <${UsageRows} data=${data} />
    <h3>Settings in force${at.includes('T') ? '' : ' when the day began'}</h3>
    ${some.map(one => html`<${Setting} one=${one} then=${then.get(one.name)} zone=${data.zone} isOpen=${decided ? decided.includes(one.word) : one.otherwise !== null} />`)}
    ${none.length > 0 && html`<p class="note">By default: ${none.map(one => `${one.word} ${f.amounts(one.text)}`).join(', ')}.</p>`}
    ${rejected.length > 0 && html`<h3>Changes of these settings that could not be used</h3>
      <${Table} caption="Changes that could not be used" rows=${rejected} columns=${[
        ['Change', one => `${one.name} ${one.op} ${one.value}`], ['For', one => one.scope], ['Why not', one => `${one.reason}: ${one.detail}`], ['Effective', one => f.time(one.effective_at, data.zone)],
        ['Logged', one => f.time(one.logged_at, data.zone)], ['By', one => one.author || 'nobody named']]} />`}
    <${Readings} data=${data} />`;
}

function UsageRows({ data }) {
  const rows = [...data.usage.now.map(row => ({ ...row, known: 'now' })), ...data.usage.then.map(row => ({ ...row, known: 'then' }))];
  return rows.length === 0 ? html`<p class="note">There is no usage on ${f.date(data.date)}.</p>` : html`
    <h3>${f.date(data.date)}</h3>
    <${Table} caption="Usage of the day" rows=${rows} columns=${[
      ['Known', row => row.known], ['Zone', row => row.zone], ['Energy', row => f.kwh(row.milliwatt_hours), 'number'], ['For energy', row => f.money(row.cost_micros), 'number'],
      ['Standing charge', row => f.money(row.standing_micros, 'none'), 'number'], ['Cost', row => f.money(row.total_micros), 'number'], ['Readings', row => f.count(row.readings), 'number']]} />`;
}

function Setting({ one, then, zone, isOpen }) {
  return html`
    <details class="setting" open=${isOpen} data-test="setting" data-name=${one.name}>
      <summary><span>${one.word}</span> <strong>${f.amounts(one.text)}</strong> <small>${one.scope ? `set for ${one.scope}` : one.isDefault ? 'by default' : 'not set'}</small>
        ${one.otherwise && html` <small class="warn">${f.amounts(one.otherwise.text)} as known then</small>`}</summary>
      <${Chain} links=${one.chain} zone=${zone} />
      ${one.cleared.length > 0 && html`<p class="note">More specific, but cleared:</p><${Chain} links=${one.cleared} zone=${zone} />`}
      ${then && then.unknown.length > 0 && html`<p class="note">Effective by then, but logged later, so not known then:</p><${Chain} links=${then.unknown} zone=${zone} />`}
    </details>`;
}

const Chain = ({ links, zone }) => links.length === 0 ? html`<p class="note">No change behind it.</p>` : html`
  <${Table} caption="Changes behind the value" rows=${links} columns=${[
    ['Change', f.operation], ['For', link => link.scope], ['Effective', link => f.time(link.effective_at, zone)], ['Logged', link => f.time(link.logged_at, zone)],
    ['By', link => link.author || ''], ['Why', link => link.reason || ''], ['Then it is', link => (link.effect === 'PASSED_OVER' ? 'passed over' : f.amounts(link.after || ''))]]} />`;

function Readings({ data }) {
  const used = data.readings.filter(one => one.used).length;
  const odd = data.readings.filter(one => !one.used || one.then_reason);
  const columns = [
    ['From', one => f.time(one.at, data.zone)], ['Seconds', one => f.count(one.seconds), 'number'], ['Energy', one => f.kwh(one.milliwatt_hours), 'number'], ['Mean', one => f.watts(one.watts), 'number'],
    ['Logged', one => f.time(one.logged_at, data.zone)], ['Place', one => (one.partition === null || one.partition === undefined ? '' : `${one.partition}:${one.offset}`), 'number'], ['Used', one => (one.used ? (one.then_reason ? html`<span class="warn">now; then ${one.then_reason}</span>` : 'yes') : html`<span class="warn">${one.reason}: ${one.detail}</span>`)]];
  return html`
    <h3>Readings of the day</h3>
    <p class="note" data-test="readings">${f.plural(used, 'reading is', 'readings are')} used, ${f.count(data.readings.length - used)} not. Place: partition and offset in the log.</p>
    ${odd.length > 0 && html`<${Table} caption="Readings that are not used, or were not known then" rows=${odd} columns=${columns} />`}
    <details><summary>All ${f.count(data.readings.length)}</summary><${Table} caption="Readings of the day" rows=${data.readings} columns=${columns} /></details>`;
}
