// A day of a home, hour by hour. data-test: day-total, day-energy, hour, price-step, why-day, prices, thresholds, alert, corrected.
import { html } from '../vendor/htm-preact-3.1.1.js';
import { useAnswer, useChart } from '../api.js';
import { Bars } from '../chart/bars.js';
import { Frame, Listed } from '../chart/frame.js';
import { steps } from '../chart/steps.js';
import * as f from '../format.js';
import { Tabs, here, link, params } from '../links.js';
import { costParts } from './cost.js';
import { changedText } from './home-charts.js';
import { Why } from './why.js';

export function Day() {
  const { device, date } = params();
  const { data, error } = useAnswer('/api/day', { device, date });
  const days = useChart('home/days', { device, from: date, to: f.plusDays(date, 1) });
  const waiting = !data || !days.rows;
  const fault = error || days.error;
  if (fault || waiting) {
    return html`<header class="title"><h1>${f.date(date)}</h1></header>
      ${fault ? html`<p class="fault" role="alert">${fault.message}</p>` : html`<p class="waiting">Reading …</p>`}`;
  }
  const zone = data.zones[data.zones.length - 1];
  return html`
    <header class="title">
      <div>
        <h1>${f.date(date)}</h1>
        <p class="note"><a href=${link('/home', { device, from: f.firstOfMonth(date) })}>${device}</a> · ${data.zones.join(' and ')} · ${dayLength(data)}</p>
      </div>
      <div class="period">
        <a class="button" href=${here({ date: f.plusDays(date, -1), why: null })} data-stay="1" aria-label="the day before">‹</a>
        <a class="button" href=${here({ date: f.plusDays(date, 1), why: null })} data-stay="1" aria-label="the next day">›</a>
        <a class="button" href=${here({ why: date })} data-stay="1" data-test="why-day">Why?</a>
        <${Tabs} label="Period" items=${[['Day', here({}), true], ['Month', link('/home', { device, from: f.firstOfMonth(date) }), false], ['Year', link('/home', { device, period: 'year', from: f.firstOfYear(date) }), false]]} />
      </div>
    </header>
    ${days.rows.length === 0 ? html`<p class="card">There is no usage of this day in this version of the views.</p>` : html`
      ${days.rows.map(row => html`<${Figures} row=${row} many=${days.rows.length > 1} />`)}
      ${data.zones.map(one => html`<${Hours} data=${data} zone=${one} device=${device} many=${data.zones.length > 1} />`)}`}
    <${Prices} data=${data} zone=${zone} />
    <${AlertsOfDay} data=${data} />
    <${Why} device=${device} zone=${zone} />`;
}

function dayLength(data) {
  const hours = (new Date(data.endsAt) - new Date(data.startsAt)) / 3600000;
  if (data.zones.length > 1) return 'its time zone changes, so that the date is there twice';
  return hours === 24 ? '24 hours' : `${hours} hours, as clocks change`;
}

const Figures = ({ row, many }) => html`
  <div class="figures">
    <a class="figure main" href=${here({ why: row.date })} data-stay="1"><span>Cost${many ? ` in ${row.zone}` : ''}</span><strong data-test="day-total" data-value=${row.total_micros}>${f.money(row.total_micros)}</strong>
      <small>${costParts(row)}</small></a>
    <a class="figure" href=${here({ why: row.date })} data-stay="1"><span>Energy</span><strong data-test="day-energy" data-value=${row.milliwatt_hours}>${f.kwh(row.milliwatt_hours)}</strong>
      <small>${f.plural(row.readings, 'reading', 'readings')}, ${f.percent(row.covered_seconds, row.day_seconds)} of the day covered</small></a>
    <div class="figure"><span>Highest</span><strong class="lesser">${f.watts(row.peak_watts)}</strong><small>mean of one reading</small></div>
    ${row.differs && html`<a class="figure warned" href=${here({ why: row.date })} data-stay="1" data-test="corrected"><span>Changed by late data</span><strong class="lesser">${changedText(row)}</strong></a>`}
  </div>`;

function Hours({ data, zone, device, many }) {
  const hours = data.hours.filter(hour => hour.zone === zone);
  const start = new Date(hours[0].from);
  const at = instant => (new Date(instant) - start) / 3600000;
  const hasParts = hours.some(hour => hour.export !== undefined && Number(hour.export) > 0);
  const inside = step => ({ from: Math.max(0, at(step.from)), to: Math.min(hours.length, at(step.to)) });
  const lines = (data.threshold || []).filter(step => step.value !== null).map(step => ({ ...inside(step), value: Number(step.value) / 1000, name: `threshold ${f.watts(step.value)}, from ${step.scope || 'the default'}` })).filter(line => line.to > line.from);
  const spans = data.alerts.filter(alert => alert.then_state !== 'only then').map(alert => ({ ...inside({ from: alert.opened_at, to: alert.closed_at || data.endsAt }), tone: 'alert-span', name: `alert from ${f.clock(alert.opened_at, zone)}` })).filter(span => span.to > span.from);
  const isOther = hour => f.known(hour.then_milliwatt_hours) && hour.then_milliwatt_hours !== hour.milliwatt_hours;
  const text = hour => hour.milliwatt_hours === null ? 'not known' : hasParts && Number(hour.export) > 0 ? `${f.kwh(hour.import)} used, ${f.kwh(hour.export)} sent back` : f.kwh(hour.milliwatt_hours);
  return html`
    <${Frame} title=${`Hour by hour${many ? ` in ${zone}` : ''}, kWh`} source=${['home/hours', { device, from: data.date, to: f.plusDays(data.date, 1) }]} rows=${hours} test="hours"
      note=${[hasParts && 'Below zero: sent back.', lines.length > 0 && 'The dashed line is the alert threshold: a kilowatt over an hour is a kilowatt-hour.', data.price && data.price.length > 0 && 'Below the hours: the price.'].filter(Boolean).join(' ') || null}
      columns=${[
        ['Hour', hour => `${hour.label} ${hour.offset === 'Z' ? 'UTC' : hour.offset}`], ['Energy', hour => (hour.milliwatt_hours === null ? 'not known' : f.kwh(hour.milliwatt_hours)), 'number'],
        ...(hours[0].import === undefined ? [] : [['Used', hour => (hour.import === null ? '' : f.kwh(hour.import)), 'number'], ['Sent back', hour => (hour.export === null ? '' : f.kwh(hour.export)), 'number']]),
        ['Known then', hour => (isOther(hour) ? f.kwh(hour.then_milliwatt_hours) : ''), 'number']]}>
      <${Bars} label="Energy hour by hour" test="hour" axis=${f.axisNumber} lines=${lines} spans=${spans} foot=${priceSteps(data.price || [], inside, zone)}
        items=${hours.map(hour => ({
          key: hour.from, raw: hour.milliwatt_hours, label: hour.label.slice(0, 2), href: here({ why: hour.from }), stay: '1',
          value: hasParts && f.known(hour.import) ? f.plain(hour.import) : f.plain(hour.milliwatt_hours), below: hasParts && Number(hour.export) > 0 ? -f.plain(hour.export) : undefined,
          mark: isOther(hour),
          name: `${hour.label}${hour.offset === 'Z' ? '' : ` (${hour.offset})`}: ${text(hour)}${isOther(hour) ? `; ${f.kwh(hour.then_milliwatt_hours)} as known then` : ''}`,
        }))} />
    <//>`;
}

/** The price over the day, below its hours; each step leads to why it is in force. */
function priceSteps(all, inside, zone) {
  const items = all.map(step => ({ ...step, since: step.from, until: step.to, ...inside(step) })).filter(step => step.to > step.from);
  return items.length === 0 ? null : steps({
    label: 'Price', test: 'price-step',
    items: items.map(step => ({
      from: step.from, to: step.to, value: f.plain(step.value), label: f.price(step.value), href: here({ why: step.since }),
      name: `${f.price(step.value)} from ${f.clock(step.since, zone)} to ${f.clock(step.until, zone)}, ${step.scope ? `set for ${step.scope}` : 'set for nobody'}`,
    })),
  });
}

const stepColumns = (zone, many, text) => [
  ['From', step => (many ? f.time(step.from, zone) : f.clock(step.from, zone))], ['To', step => (many ? f.time(step.to, zone) : f.clock(step.to, zone))], ['In force', step => text(step.value)],
  ['Set for', step => step.scope || 'nobody'], ['Reason', step => html`<a href=${here({ why: step.from })} data-stay="1" aria-label=${`why from ${f.clock(step.from, zone)}`}>why</a>`]];

function Prices({ data, zone }) {
  if (!data.price) return null;
  const many = data.zones.length > 1;
  const note = many ? `Times are those of ${zone}.` : null;
  return html`
    <div class="pair">
      <${Listed} title="Price" note=${note} rows=${data.price} columns=${stepColumns(zone, many, f.price)} test="prices" />
      <${Listed} title="Alert threshold" note=${note} rows=${data.threshold} columns=${stepColumns(zone, many, f.watts)} test="thresholds" />
    </div>`;
}

function AlertsOfDay({ data }) {
  return data.alerts.length === 0 ? null : html`<${Listed} title="Alerts" rows=${data.alerts} test="alerts" columns=${[
    ['Opened', row => html`<a href=${here({ why: row.opened_at })} data-stay="1" data-test="alert">${f.time(row.opened_at, row.zone)}</a>`],
    ['Closed', row => (row.closed_at ? f.time(row.closed_at, row.zone) : 'open')], ['Threshold', row => f.watts(row.threshold_watts), 'number'],
    ['Highest', row => f.watts(row.peak_watts), 'number'], ['Energy', row => f.kwh(row.milliwatt_hours), 'number']]} />`;
}
