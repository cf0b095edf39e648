// How numbers, money, dates and times are written: in the reader's language, the home's time zone and the currency of the page.
import { currentAbout } from './api.js';

const locale = navigator.language;
const cache = new Map();

function formatter(kind, options) {
  const key = kind.name + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new kind(locale, options));
  return cache.get(key);
}

const number = (value, digits) =>
  formatter(Intl.NumberFormat, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** Whether there is a value. */
export const known = value => value !== null && value !== undefined;

/** Millionths as a plain number, for scaling pixels; null if there is none. */
export const plain = value => (known(value) ? Number(value) / 1e6 : null);

/** A whole number. */
export const count = value => (known(value) ? number(typeof value === 'string' ? BigInt(value) : value, 0) : 'unknown');

/** Energy in milliwatt-hours, as kilowatt-hours. */
export function kwh(milliwattHours) {
  if (!known(milliwattHours)) return 'does not fit in 64 bits';
  const value = Number(milliwattHours) / 1e6;
  return `${number(value, Math.abs(value) >= 10000 ? 0 : Math.abs(value) >= 1000 ? 1 : 2)} kWh`;
}

/** Money in millionths, in the currency of the page. Amounts below a cent have as many digits as they need. */
export function money(micros, otherwise = 'no price') {
  if (!known(micros)) return otherwise;
  const value = Number(micros) / 1e6;
  const about = currentAbout();
  const digits = value !== 0 && Math.abs(value) < 0.1 ? 4 : 2;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (about && about.currency) Object.assign(options, { style: 'currency', currency: about.currency });
  return formatter(Intl.NumberFormat, options).format(value);
}

/** How many digits numbers need that are `step` apart. */
const digitsOf = step => [0, 1, 2, 3].find(digits => Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) ?? 4;

/** A number of an axis whose marks are `step` apart. */
export const axisNumber = (at, step) => number(at, digitsOf(step));

/** An amount of an axis whose marks are `step` apart. */
export function axisMoney(at, step) {
  const about = currentAbout();
  const digits = digitsOf(step) === 1 ? 2 : digitsOf(step);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (about && about.currency) Object.assign(options, { style: 'currency', currency: about.currency });
  return formatter(Intl.NumberFormat, options).format(at);
}

/** The price of a kilowatt-hour, with all digits that matter. */
export function price(micros) {
  if (!known(micros)) return 'no price';
  const about = currentAbout();
  const options = { minimumFractionDigits: 2, maximumFractionDigits: 6 };
  if (about && about.currency) Object.assign(options, { style: 'currency', currency: about.currency });
  return `${formatter(Intl.NumberFormat, options).format(Number(micros) / 1e6)} a kWh`;
}

/** A text of the server with its amounts of money in the currency of the page: those have four decimal places or more. */
export function amounts(text) {
  const about = currentAbout();
  if (!about || !about.currency) return text;
  const options = { style: 'currency', currency: about.currency, minimumFractionDigits: 4, maximumFractionDigits: 6 };
  return text.replaceAll(/-?\d+\.\d{4,6}/g, amount => formatter(Intl.NumberFormat, options).format(Number(amount)));
}

/** What a change does, such as SET €0.3100 a kWh. A factor is no money. */
export const operation = change => `${change.op} ${change.op === 'SCALE' ? change.text : amounts(change.text)}`;

export const watts = value => (known(value) ? `${number(Number(value), 0)} W` : 'no threshold');

/** A share of a whole in percent, rounded down so that a part never reads as all. */
export const percent = (part, whole) => (Number(whole) > 0 ? `${Math.floor((100 * Number(part)) / Number(whole))} %` : '');

const utc = text => new Date(`${text}T00:00:00Z`);

/** A local date, such as Sun 31 Mar 2024. */
export const date = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(utc(text));
export const shortDate = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(utc(text));
export const dayOfMonth = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', day: 'numeric' }).format(utc(text));
export const month = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(utc(text));
export const monthName = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', month: 'short' }).format(utc(text));
export const monthOfYear = text => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', month: 'short', year: 'numeric' }).format(utc(text));
export const isWeekend = text => [0, 6].includes(utc(text).getUTCDay());

/** A local date as people say it: today or yesterday in a zone, else the date. */
export function nearDate(text, zone) {
  const today = dateIn(Date.now(), zone);
  return text === today ? 'Today' : text === plusDays(today, -1) ? 'Yesterday' : date(text);
}

/** The local date of a time in a zone, such as 2024-03-31. */
export function dateIn(instant, zone) {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' };
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: zone }).format(new Date(instant));
  } catch (e) {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: 'UTC' }).format(new Date(instant));
  }
}

/** A time in a zone, with its date. A zone that the browser does not know is shown in UTC, and says so. */
export function time(instant, zone = 'UTC') {
  if (!instant) return '';
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' };
  // Not broken over lines, as it is one thing in a table.
  return inZone(instant, zone, options).replaceAll(' ', '\u00a0');
}

export function clock(instant, zone = 'UTC') {
  return inZone(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

function inZone(instant, zone, options) {
  try {
    return formatter(Intl.DateTimeFormat, { ...options, timeZone: zone }).format(new Date(instant));
  } catch (e) {
    return `${formatter(Intl.DateTimeFormat, { ...options, timeZone: 'UTC' }).format(new Date(instant))} UTC`;
  }
}

/** How long something took, in hours and minutes. */
export function lasted(from, to) {
  const minutes = Math.round((new Date(to) - new Date(from)) / 60000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** How long a computation takes. */
export const seconds = value => `${number(value, 1)} s`;

/** The first, second, ... */
export function ordinal(n) {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th' }[new Intl.PluralRules('en', { type: 'ordinal' }).select(Number(n))];
  return `${count(n)}${suffix}`;
}

export const plural = (n, one, many) => `${count(n)} ${Number(n) === 1 ? one : many}`;

// Calendar steps for links: dates are text such as 2024-03-31.
const iso = value => value.toISOString().slice(0, 10);
export const plusDays = (text, days) => { const d = utc(text); d.setUTCDate(d.getUTCDate() + days); return iso(d); };
export const plusMonths = (text, months) => { const d = utc(text); d.setUTCDate(1); d.setUTCMonth(d.getUTCMonth() + months); return iso(d); };
export const firstOfMonth = text => `${text.slice(0, 7)}-01`;
export const firstOfYear = text => `${text.slice(0, 4)}-01-01`;
