// The page: what is around every view, and which view an address is.
import { html, render, useEffect, useErrorBoundary, useRef, useState } from './vendor/htm-preact-3.1.1.js';
import { currentAbout, isSignedOut, loadAbout, onChange, tell } from './api.js';
import { followLinks, here, lastHome, link, params, usePlace } from './links.js';
import { Lag, useFeed } from './live.js';
import { Day } from './view/day.js';
import { Dial } from './view/dial.js';
import { Fleet } from './view/fleet.js';
import { Home } from './view/home.js';
import { Rejected } from './view/rejected.js';
import { Settings } from './view/settings.js';
import { SignIn } from './view/sign-in.js';
import { Versions } from './view/versions.js';

const PLACES = {
  '/home': { view: Home, name: 'Home', all: true },
  '/day': { view: Day, hidden: true, all: true },
  '/fleet': { view: Fleet, name: 'Fleet' },
  '/settings': { view: Settings, name: 'Settings', needs: 'archive' },
  '/dial': { view: Dial, name: 'Dial', needs: 'plans', role: 'ADMINISTRATOR' },
  '/versions': { view: Versions, name: 'Versions', needs: 'versioned' },
  '/rejected': { view: Rejected, name: 'Rejected' },
};

function App() {
  const [fault, setFault] = useState(null);
  const [, setTurn] = useState(0);
  const place = usePlace();
  useEffect(() => onChange(() => setTurn(n => n + 1)), []);
  useEffect(() => { loadAbout().then(() => setFault(null), setFault); }, []);
  const about = currentAbout();
  if (isSignedOut()) return html`<main id="main"><${SignIn} /></main>`;
  if (!about) return html`<main id="main">${fault ? html`<p class="fault" role="alert">${fault.message}</p>` : html`<p class="waiting">Reading …</p>`}</main>`;
  return html`<${Shell} about=${about} place=${place} />`;
}

function Shell({ about, place }) {
  const feed = useFeed();
  const isHome = about.role === 'HOME';
  const path = location.pathname === '/' ? (isHome ? '/home' : about.live || about.role !== 'HOME' ? '/home' : '/fleet') : location.pathname;
  const may = one => (!isHome || one.all) && (!one.needs || about[one.needs]) && (!one.role || one.role === about.role);
  const here_ = PLACES[path];
  const heading = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    const { device, date } = params();
    document.title = [here_ ? here_.name || 'Day' : 'Not found', date, here_ && here_.all && device, 'Meterline'].filter(Boolean).join(' · ');
  }, [place]);
  // What had the focus is gone with the view before: readers and keys go on at the new one.
  useEffect(() => {
    if (!first.current) heading.current.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
  return html`
    <a class="skip" href="#main" onClick=${event => { event.preventDefault(); heading.current.focus(); }}>To the content</a>
    <header class="top">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24" />Meterline</a>
      <nav aria-label="Main">${Object.entries(PLACES).filter(([, one]) => !one.hidden && may(one)).map(([target, one]) => html`
        <a href=${link(target, target === '/home' && !isHome ? { device: lastHome() } : {})} aria-current=${path === target || (path === '/day' && target === '/home') ? 'page' : null}>${one.name}</a>`)}</nav>
      <div class="who">
        ${params().version && params().version !== about.version && html`<a class="warn" href=${here({ version: null })} data-test="pinned">version ${params().version}, not the current one</a>`}
        ${about.user && html`<span>${about.user}</span><button type="button" class="quiet" onClick=${async () => { await tell('/api/sign-out', {}); await loadAbout(); }}>Sign out</button>`}
        <${Keys} />
      </div>
      <${Lag} ...${feed} />
    </header>
    <main id="main" tabindex="-1" ref=${heading}>
      ${here_ && may(here_) ? html`<${Guarded} key=${path} place=${place} view=${here_.view} />` : html`<p class="card">There is nothing here. <a href="/">To the start</a></p>`}
    </main>
    <footer><span data-test="version">${params().version || about.version}</span>${about.then ? ` beside ${about.then === '@live' ? 'the live views' : 'what was known then'}` : ''}</footer>`;
}

/** A view, or why it cannot be shown: an address that somebody typed may say anything. */
function Guarded({ view, place }) {
  const [fault, forget] = useErrorBoundary();
  useEffect(() => { if (fault) forget(); }, [place]);
  if (!fault) return html`<${view} />`;
  return html`<h1>This cannot be shown</h1><p class="fault" role="alert">${fault.message}: is ${location.search || 'the address'} as it was given? <a href=${location.pathname === '/day' ? '/home' : location.pathname}>Start again</a></p>`;
}

/** The keys of the page, listed on ?. */
function Keys() {
  const dialog = useRef(null);
  useEffect(() => {
    const typed = event => {
      if (event.key === '?' && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) dialog.current.showModal();
    };
    addEventListener('keydown', typed);
    return () => removeEventListener('keydown', typed);
  }, []);
  return html`
    <button type="button" class="quiet" aria-label="keys" onClick=${() => dialog.current.showModal()}>?</button>
    <dialog ref=${dialog} aria-label="Keys" onClick=${event => event.target === dialog.current && dialog.current.close()}>
      <div class="head"><h2>Keys</h2><button type="button" class="quiet" onClick=${() => dialog.current.close()}>Close</button></div>
      <dl class="keys"><dt>← →</dt><dd>along the bars of a chart</dd><dt>Enter</dt><dd>open a bar</dd><dt>t</dt><dd>in a chart: its table, and back</dd><dt>Esc</dt><dd>close</dd><dt>?</dt><dd>this list</dd></dl>
    </dialog>`;
}

followLinks();
render(html`<${App} />`, document.getElementById('page'));
