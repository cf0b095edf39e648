// What a live run publishes, as it is published: charts ask again, nothing is loaded anew. data-test: lag.
import { html, useEffect, useState } from './vendor/htm-preact-3.1.1.js';
import { currentAbout, loadAbout } from './api.js';
import * as f from './format.js';

const MOST_OFTEN = 1000;

/** Listens while the page is open. Returns what is known of how far behind the page is. */
export function useFeed() {
  const [lag, setLag] = useState(null);
  const [isThere, setThere] = useState(true);
  useEffect(() => {
    const source = new EventSource('/api/events');
    let waiting = null;
    // Many rows at once are one change to look at. They may be of a new day, too.
    const soon = () => { waiting = waiting || setTimeout(() => { waiting = null; loadAbout().catch(() => {}); }, MOST_OFTEN); };
    source.addEventListener('rows', soon);
    source.addEventListener('version', () => loadAbout().catch(() => {}));
    source.addEventListener('lag', event => setLag(JSON.parse(event.data)));
    source.onopen = () => setThere(true);
    source.onerror = () => setThere(false);
    return () => { clearTimeout(waiting); source.close(); };
  }, []);
  return { lag, isThere };
}

export function Lag({ lag, isThere }) {
  if (!isThere) return html`<p class="lag warn" role="status" data-test="lag">No answer from the server; it is asked again.</p>`;
  if (!currentAbout().live || !lag) return null;
  if (lag.broker === 'away') return html`<p class="lag warn" role="status" data-test="lag">${lag.line || 'The broker is away.'}</p>`;
  return html`<p class="lag" data-test="lag">Live${lag.publishedUntil ? `: published until ${f.time(lag.publishedUntil)} UTC` : ''}${lag.behindSeconds !== null && lag.behindSeconds !== undefined ? `, ${f.count(lag.behindSeconds)} s behind` : ''}${lag.line ? ` · ${lag.line}` : ''}</p>`;
}
