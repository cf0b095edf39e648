import { html } from '../vendor/htm-preact-3.1.1.js';

const HEIGHT = 62, TOP = 18, LOW = 8;

/**
 * Values that hold from a time until the next, as steps below bars of the same time line. An item has `from` and `to` (in numbers of
 * bars), `value` (a plain number; null if none is in force), `label` (written over it where there is room), `name` and `href`.
 * Returns what Bars takes as `foot`.
 */
export function steps({ items, label, test = 'step' }) {
  const values = items.map(item => item.value).filter(value => value !== null);
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const inner = HEIGHT - TOP - LOW;
  const y = (top, value) => top + TOP + inner * (1 - (value - low) / (high - low || 1));
  const draw = (x, top) => html`
    <g role="group" aria-label=${label} data-parts>
      ${items.map(item => {
        const from = x(item.from), width = Math.max(2, x(item.to) - x(item.from)), zero = y(top, 0);
        const at = item.value === null ? zero : y(top, item.value);
        return html`
          <a href=${item.href} data-part data-stay="1" data-test=${test} aria-label=${item.name} class="bar">
            <title>${item.name}</title>
            <rect class="reach" x=${from} width=${width} y=${top + 2} height=${HEIGHT - 4} />
            <rect class=${item.value === null ? 'price none' : 'price'} x=${from} width=${width} y=${Math.min(at, zero)} height=${Math.abs(at - zero)} />
            <line class="price-line" x1=${from} x2=${from + width} y1=${at} y2=${at} />
            ${width > 8 + 6.5 * item.label.length && html`<text aria-hidden="true" x=${from + 4} y=${Math.min(at, zero) - 5}>${item.label}</text>`}
          </a>`;
      })}
    </g>`;
  return { height: HEIGHT, draw };
}
