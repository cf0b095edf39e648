// What a live run publishes, as it is published: charts ask again, nothing is loaded anew. data-test: lag.
import { html, useEffect, useState } from './vendor/htm-preact-3.1.1.js';
import { currentAbout, loadAbout } from './api.js';
import * as f from './format.js';

const MOST_OFTEN = 1000, AGAIN = 5000;

/** Listens while the page is open. Returns what is known of how far behind the page is. */
export function useFeed() {
  const [lag, setLag] = useState(null);
  const [isThere, setThere] = useState(true);
  useEffect(() => {
    let source, waiting = null, again = null, wasAway = false;
    const anew = () => loadAbout().catch(() => {});
    // Many rows at once are one change to look at. They may be of a new day, too.
    const soon = () => { waiting = waiting || setTimeout(() => { waiting = null; anew(); }, MOST_OFTEN); };
    const listen = () => {
      let isFirst = true;
      source = new EventSource('/api/events');
      source.addEventListener('rows', soon);
      source.addEventListener('version', event => {
        // The first is said to everyone who begins to listen: it is no news where it is the version that is shown already.
        const isNews = !isFirst || JSON.parse(event.data).version !== (currentAbout() || {}).version;
        isFirst = false;
        if (isNews) anew();
      });
      source.addEventListener('lag', event => setLag(JSON.parse(event.data)));
      source.onopen = () => {
        setThere(true);
        // What happened in between was not heard, and a server that was started again has another token.
        if (wasAway) anew();
        wasAway = false;
      };
      source.onerror = () => {
        setThere(false);
        wasAway = true;
        // A browser gives up where the answer is an error, such as one that asks to sign in again.
        if (source.readyState === EventSource.CLOSED) {
          anew();
          again = setTimeout(listen, AGAIN);
        }
      };
    };
    listen();
    return () => { clearTimeout(waiting); clearTimeout(again); source.close(); };
  }, []);
  return { lag, isThere };
}

export function Lag({ lag, isThere }) {
  if (!isThere) return html`<p class="lag warn" role="status" data-test="lag">No answer from the server; it is asked again.</p>`;
  if (!currentAbout().live || !lag) return null;
  if (lag.broker === 'away') return html`<p class="lag warn" role="status" data-test="lag">${lag.line || 'The broker is away.'}</p>`;
  return html`<p class="lag" data-test="lag">Live${lag.publishedUntil ? `: published until ${f.time(lag.publishedUntil)} UTC` : ''}${lag.behindSeconds !== null && lag.behindSeconds !== undefined ? `, ${f.count(lag.behindSeconds)} s behind` : ''}${lag.line ? ` · ${lag.line}` : ''}${lag.unreadable ? ` · ${f.plural(lag.unreadable, 'record', 'records')} of the view topics could not be read` : ''}</p>`;
}
