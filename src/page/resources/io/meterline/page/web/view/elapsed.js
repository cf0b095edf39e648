import { html, useEffect, useState } from '../vendor/htm-preact-3.1.1.js';
import { ask } from '../api.js';
import * as f from '../format.js';

/** How long it takes, and what is being done as the server says. */
export function Elapsed({ since, what }) {
  const [now, setNow] = useState(Date.now());
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    const asking = setInterval(() => ask('/api/plan/progress', {}, false).then(one => setText(one.running && one.text ? one.text : ''), () => {}), 1000);
    return () => { clearInterval(timer); clearInterval(asking); };
  }, []);
  return html`<p class="waiting working"><span role="status">${what} …</span> <span>${f.seconds((now - since) / 1000)}</span>${text && html` <small>${text}</small>`}</p>`;
}
