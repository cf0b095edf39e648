import { html } from '../vendor/htm-preact-3.1.1.js';
import { useWidth } from './frame.js';
import { alongParts, ticks } from './scale.js';

const LEFT = 46, TOP = 14, BOTTOM = 26;

/**
 * Bars, each a link. An item has `label` (below it), `name` (what is read aloud), `value` (a plain number; null if there is none),
 * `before` (a second, paler bar), `href`, `mark` (something differs), `alert`, `tone` (a class). `lines` are steps over the bars:
 * [{from, to, value, name}], in numbers of bars. `axis` writes a number of the axis.
 */
export function Bars({ items, axis, label, height = 220, lines = [], spans = [], test = 'bar' }) {
  const [ref, width] = useWidth();
  const values = items.flatMap(item => [item.value, item.below, item.before]).filter(value => value !== null && value !== undefined);
  const marks = ticks(Math.min(0, ...values), Math.max(0, ...values, ...lines.map(line => line.value)));
  const low = marks[0], high = marks[marks.length - 1];
  const inner = height - TOP - BOTTOM;
  const y = value => TOP + inner * (1 - (value - low) / (high - low || 1));
  const step = (width - LEFT - 6) / Math.max(1, items.length);
  const x = index => LEFT + step * index;
  // Few bars are not wide ones.
  const wide = Math.min(step, 90), gap = (step - wide) / 2 + Math.min(4, wide * 0.18);
  const every = Math.ceil(34 / step);
  const zero = y(0);
  const part = (value, from, size, tone) => value === null || value === undefined ? null
    : html`<rect class=${tone} x=${from} width=${Math.max(1, size)} y=${Math.min(y(value), zero)} height=${Math.max(value === 0 ? 0 : 1, Math.abs(y(value) - zero))} rx="2" />`;
  return html`
    <div ref=${ref} class="chart" onKeyDown=${alongParts}>
      <svg width=${width} height=${height} role="group" aria-label=${label}>
        ${marks.map(at => html`<g class="grid"><line x1=${LEFT} x2=${width} y1=${y(at)} y2=${y(at)} /><text x=${LEFT - 6} y=${y(at) + 4} text-anchor="end">${axis(at)}</text></g>`)}
        ${spans.map(span => html`<rect class=${span.tone} x=${x(span.from)} width=${Math.max(2, x(span.to) - x(span.from))} y=${TOP} height=${inner}><title>${span.name}</title></rect>`)}
        ${items.map((item, i) => !item.href ? i % every === 0 && html`<text class=${`label ${item.weekend ? 'weekend' : ''}`} x=${x(i) + step / 2} y=${height - 8} text-anchor="middle">${item.label}</text>` : html`
          <a href=${item.href} data-part data-stay=${item.stay} data-test=${test} data-key=${item.key} data-value=${item.raw} aria-label=${item.name} class="bar">
            <title>${item.name}</title>
            <rect class="reach" x=${x(i)} width=${step} y=${TOP} height=${inner + BOTTOM} />
            ${item.before !== undefined && part(item.before, x(i) + gap, step - 2 * gap, 'before')}
            ${part(item.value, x(i) + gap + (item.before !== undefined ? wide * 0.15 : 0), (step - 2 * gap) - (item.before !== undefined ? wide * 0.3 : 0), `fill ${item.tone || ''}`)}
            ${part(item.below, x(i) + gap, step - 2 * gap, 'fill export')}
            ${item.value === null && html`<text aria-hidden="true" class="missing" x=${x(i) + step / 2} y=${zero - 6} text-anchor="middle">?</text>`}
            ${item.mark && html`<circle class="mark" cx=${x(i) + step / 2} cy=${Math.min(y(item.value || 0), zero) - 7} r="3.5" />`}
            ${item.alert && html`<path class="alert-mark" transform=${`translate(${x(i) + step / 2},${TOP - 6})`} d="M0,-5 5,4 -5,4Z" />`}
            ${i % every === 0 && html`<text aria-hidden="true" class=${`label ${item.weekend ? 'weekend' : ''}`} x=${x(i) + step / 2} y=${height - 8} text-anchor="middle">${item.label}</text>`}
          </a>`)}
        <line class="zero" x1=${LEFT} x2=${width} y1=${zero} y2=${zero} />
        ${lines.map(line => html`<line class="threshold" x1=${x(line.from)} x2=${x(line.to)} y1=${y(line.value)} y2=${y(line.value)}><title>${line.name}</title></line>`)}
      </svg>
    </div>`;
}
