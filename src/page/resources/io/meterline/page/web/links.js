// Addresses of the page's views. An address has all that a view shows, so that a link reproduces it.
import { html, useEffect, useState } from './vendor/htm-preact-3.1.1.js';
import { query } from './api.js';

export const params = () => Object.fromEntries(new URLSearchParams(location.search));

/** The address of a view; the version stays the one that is looked at. */
export function link(path, values = {}) {
  const text = query({ ...values, version: values.version || params().version });
  return text ? `${path}?${text}` : path;
}

let home;

/** The home that was looked at last. */
export const lastHome = () => (home = params().device || home);

/** This view with some values changed; null removes one. */
export const here = values => link(location.pathname, { ...params(), ...values });

export function go(address, replace = false) {
  const from = location.pathname + location.search;
  history[replace ? 'replaceState' : 'pushState'](replace ? history.state : { from }, '', address);
  dispatchEvent(new Event('place'));
}

/** Shows an address: by a step back if the reader came from there, so that the way back holds no address twice. */
export function back(address) {
  if (history.state && history.state.from === address) history.back();
  else go(address, true);
}

/** The place that is shown, followed as links are. */
export function usePlace() {
  const [place, setPlace] = useState(location.pathname + location.search);
  useEffect(() => {
    const moved = () => setPlace(location.pathname + location.search);
    addEventListener('place', moved);
    addEventListener('popstate', moved);
    return () => { removeEventListener('place', moved); removeEventListener('popstate', moved); };
  }, []);
  return place;
}

/** What is typed to find a home, which the address has as `like` shortly after. */
export function useTyped(like) {
  const [typed, setTyped] = useState(like);
  useEffect(() => {
    if (typed === like) return undefined;
    const timer = setTimeout(() => go(here({ like: typed || null }), true), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}

/** Follows links within the page without loading it again; SVG links too. */
export function followLinks() {
  document.addEventListener('click', event => {
    const anchor = event.target.closest && event.target.closest('a');
    const target = anchor && anchor.getAttribute('href');
    if (!target || !target.startsWith('/') || target.startsWith('/api/') || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || anchor.hasAttribute('download')) return;
    event.preventDefault();
    go(target);
    if (!anchor.dataset.stay) scrollTo(0, 0);
  });
}

/** Links of which one is where we are. */
export const Tabs = ({ label, items }) => html`
  <nav class="tabs" aria-label=${label}>
    ${items.map(([text, target, isHere]) => html`<a href=${target} data-stay="1" aria-current=${isHere ? 'true' : null}>${text}</a>`)}
  </nav>`;
