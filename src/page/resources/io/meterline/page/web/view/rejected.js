// Events that were not used. data-test: reasons, rejected-events, event-home, event-scope.
import { html } from '../vendor/htm-preact-3.1.1.js';
import { useChart } from '../api.js';
import { Listed } from '../chart/frame.js';
import * as f from '../format.js';
import { here, link, params } from '../links.js';

const WORDS = {
  SUPERSEDED: 'a later one has its place', TOO_LATE: 'it came too late to count', FROM_THE_FUTURE: 'it begins after it was logged', MALFORMED: 'it cannot be read',
};

export function Rejected() {
  const { reason } = params();
  const { rows, chart, error } = useChart('fleet/rejected', {});
  return html`
    <header class="title"><div><h1>Events not used</h1><p class="note">Nothing is dropped without a row here: events used and rows here together are the events of the log.</p></div></header>
    <${Listed} title="By reason" note="Times are UTC." source=${['fleet/rejected', {}]} rows=${rows} error=${error} empty="Every event of the log is used." test="reasons" columns=${[
      ['Reason', one => html`<a href=${here({ reason: one.reason })} data-stay="1" aria-current=${one.reason === reason ? 'true' : null}>${one.reason}</a>${WORDS[one.reason] ? html` <small>${WORDS[one.reason]}</small>` : ''}`],
      ['Kind', one => one.kind.toLowerCase()], ['Events', one => f.count(one.events), 'number'], ['First logged', one => f.time(one.first_logged_at)], ['Last logged', one => f.time(one.last_logged_at)]]} />
    ${reason && html`<${Events} reason=${reason} />`}`;
}

function Events({ reason }) {
  const source = ['fleet/rejected-events', { reason }];
  const { rows, error } = useChart(...source);
  return html`<${Listed} title=${`Latest for ${reason}`} note="Times are UTC. Partition and offset are the event's place in the log." source=${source} rows=${rows} error=${error} first=${25} test="rejected-events" columns=${[
    ['Logged', one => f.time(one.logged_at)], ['Place', one => (one.partition === null ? '' : `${one.partition}:${one.offset}`)], ['Detail', one => one.detail],
    ['Event', one => html`<code>${one.content}</code>`], ['Where', one => place(one)]]} />`;
}

/** The way to what an event is about: why a home's numbers are what they are at its time, or the changes of a scope. */
function place(event) {
  let about;
  try {
    about = JSON.parse(event.content);
  } catch (e) {
    return '';
  }
  if (typeof about.device === 'string' && isInstant(about.at)) {
    return html`<a href=${link('/home', { device: about.device, from: f.firstOfMonth(about.at.slice(0, 10)), why: about.at })} data-test="event-home">why there</a>`;
  }
  return typeof about.scope === 'string' ? html`<a href=${link('/settings', { scope: about.scope })} data-test="event-scope">changes of ${about.scope}</a>` : '';
}

const isInstant = text => typeof text === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(text) && !Number.isNaN(Date.parse(text));
