// Versions of the views: what differs, publish, roll back. data-test: versions, publish, differences.
import { html, useState } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, loadAbout, shownVersion, tell, useAnswer, useChart } from '../api.js';
import { Table } from '../chart/table.js';
import * as f from '../format.js';
import { here, link, params } from '../links.js';

const STATES = { COMPLETE: 'complete', WHAT_IF: 'what if', BEING_WRITTEN: 'being written', INCOMPLETE: 'not complete', DAMAGED: 'damaged' };

export function Versions() {
  const { data, error } = useAnswer('/api/versions', {});
  const [fault, setFault] = useState(null);
  const about = currentAbout();
  const mayPublish = about.role === 'ADMINISTRATOR';
  const publish = async name => {
    setFault(null);
    try {
      await tell('/api/publish', { name });
      await loadAbout();
    } catch (e) {
      setFault(e);
    }
  };
  const readable = one => one.state === 'COMPLETE' || one.state === 'WHAT_IF';
  return html`
    <header class="title"><div><h1>Versions</h1><p class="note">Each run writes a version of its own. One is current; to go back is to publish one before.</p></div></header>
    <section class="card" aria-label="Versions" data-test="versions">
      ${(fault || error) && html`<p class="fault" role="alert">${(fault || error).message}</p>`}
      ${data && html`<${Table} caption="Versions" rows=${data} columns=${[
        ['Version', one => html`<a href=${`/fleet?version=${encodeURIComponent(one.name)}`}>${one.name}</a>`],
        ['Standing', one => (one.standing === 'CURRENT' ? html`<strong data-test="current">current</strong>` : one.standing === 'PREVIOUS' ? 'the one before' : '')],
        ['State', one => STATES[one.state] || one.state], ['Known', one => one.known || ''],
        ...['usage', 'alerts', 'cohorts', 'comparisons', 'rejected'].map(view => [view, one => (one.rows[view] === undefined ? '' : f.count(one.rows[view])), 'number']),
        ['Compare', one => (readable(one) && one.name !== shownVersion() ? html`<a href=${here({ other: one.name })} data-stay="1" aria-label=${`compare with ${one.name}`}>compare</a>` : '')],
        ...(mayPublish ? [['Publish', one => (one.state === 'COMPLETE' && one.standing !== 'CURRENT' ? html`<button type="button" class="quiet" onClick=${() => publish(one.name)} data-test="publish" data-name=${one.name} aria-label=${`publish ${one.name}`}>publish</button>` : '')]] : [])]} />`}
    </section>
    ${params().other && html`<${Differences} other=${params().other} />`}`;
}

function Differences({ other }) {
  const { rows, error } = useChart('versions/differences', { other });
  return html`
    <section class="card" aria-label="What differs" data-test="differences">
      <div class="head"><h2>${shownVersion()} against ${other}</h2></div>
      ${error ? html`<p class="fault" role="alert">${error.message}</p>` : !rows ? html`<p class="waiting">Comparing …</p>` : html`
        <${Table} caption="What differs, in rows" rows=${rows} columns=${[['View', one => one.view], ['Same', one => f.count(one.same), 'number'], ['Changed', one => f.count(one.changed), 'number'],
          [`Only in ${shownVersion()}`, one => f.count(one.only_this), 'number'], [`Only in ${other}`, one => f.count(one.only_other), 'number']]} />`}
    </section>`;
}
