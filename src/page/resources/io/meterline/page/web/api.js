// What the server is asked. Every request names the version that the page shows, so that all numbers on it are of one version.
import { useEffect, useState } from './vendor/htm-preact-3.1.1.js';

let about = null;
let signedOut = false;
const listeners = new Set();

/** An answer that the server refused, with its reason in one line. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const currentAbout = () => about;

/** Whether somebody has to sign in first, or again. */
export const isSignedOut = () => signedOut;

/** Asks what there is to show, again after a sign-in or when another version was published. */
export async function loadAbout() {
  try {
    about = await ask('/api/about', {}, false);
    signedOut = false;
  } catch (error) {
    if (error.status !== 401) throw error;
    about = null;
    signedOut = true;
  }
  listeners.forEach(listener => listener());
  return about;
}

/** Calls back whenever what is shown may have changed. Returns a function that ends it. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The version that the address names, or the current one. */
export function shownVersion() {
  return new URLSearchParams(location.search).get('version') || (about ? about.version : null);
}

export function query(params) {
  const pairs = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

/** The address of an answer, for downloads too. */
export function address(path, params, pinned = true) {
  const text = query(pinned ? { ...params, version: shownVersion() } : params);
  return text ? `${path}?${text}` : path;
}

export async function ask(path, params = {}, pinned = true) {
  return answer(await fetch(address(path, params, pinned), { headers: { Accept: 'application/json' } }));
}

export async function tell(path, body) {
  return answer(await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Meterline-Token': about ? about.token || '' : '' },
    body: JSON.stringify(body),
  }));
}

async function answer(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const reason = await response.json().then(body => body.error, () => null);
  throw new Refused(response.status, reason || `the server answers ${response.status}`);
}

/** The rows of a chart as objects. */
export function objects(chart) {
  return chart.rows.map(row => Object.fromEntries(chart.columns.map((column, i) => [column.name, row[i]])));
}

/** Asks and asks again when what is shown changes: {data, error}. What was there stays until the new answer is. */
export function useAnswer(path, params, live = true) {
  const key = path && address(path, params);
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => (live ? onChange(() => setTurn(n => n + 1)) : undefined), [live]);
  useEffect(() => {
    if (!path) {
      return undefined;
    }
    let over = false;
    ask(path, params).then(
      data => over || setState({ data, key }),
      error => {
        if (over) return;
        setState({ error, key });
        if (error.status === 401 || error.status === 410) loadAbout().catch(() => {});
      });
    return () => { over = true; };
  }, [key, turn]);
  return state.key && state.key.split('?')[0] === path ? state : {};
}

/** As useAnswer, of a chart: {rows, chart, error}. */
export function useChart(name, params) {
  const { data, error } = useAnswer(`/api/charts/${name}`, params);
  return { rows: data ? objects(data) : null, chart: data, error };
}
