import { html } from '../vendor/htm-preact-3.1.1.js';
import { roomFor, ticks } from './scale.js';

/**
 * The axis of values and the places of parts along it. `text` writes a mark, given how far marks are apart; `from` and `height` are the
 * top and the height of what is between the axes, `count` is the number of parts. Below zero it reaches no further than the values.
 */
export function axisOf(values, text, { width, from, height, count }) {
  const low = Math.min(0, ...values);
  const marks = ticks(low, Math.max(0, ...values)).filter(at => at >= low);
  const high = marks[marks.length - 1];
  const apart = marks.length > 1 ? marks[1] - marks[0] : 1;
  const labels = marks.map(at => text(at, apart));
  const left = roomFor(labels);
  const y = value => from + height * (1 - (value - low) / (high - low || 1));
  return { marks, labels, left, y, width, step: (width - left - 6) / Math.max(1, count) };
}

/** The lines and labels of an axis. */
export const Grid = ({ axis: { marks, labels, left, y, width } }) => marks.map((at, i) => html`
  <g class="grid"><line x1=${left} x2=${width} y1=${y(at)} y2=${y(at)} /><text x=${left - 6} y=${y(at) + 4} text-anchor="end">${labels[i]}</text></g>`);
