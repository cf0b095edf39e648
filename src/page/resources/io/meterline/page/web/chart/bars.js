import { html } from '../vendor/htm-preact-3.1.1.js';
import { useWidth } from './frame.js';
import { Grid, axisOf } from './axis.js';
import { alongParts, labelEvery } from './scale.js';

const TOP = 14, BOTTOM = 26, WIDEST = 72;

/**
 * Bars, each a link. An item has `label` (below it), `name` (what is read aloud), `value` (a plain number; null if there is none),
 * `before` (a second, paler bar beside it), `href`, `mark` (something differs), `alert`, `tone` (a class). `lines` are steps over the bars:
 * [{from, to, value, name}], in numbers of bars. `axis` writes a number of the axis, given how far its marks are apart. `foot` is drawn below, on the same time line:
 * {height, draw: (x, top) => SVG}.
 */
export function Bars({ items, axis, label, height = 220, lines = [], spans = [], test = 'bar', foot = null }) {
  const [ref, width] = useWidth();
  const values = items.flatMap(item => [item.value, item.below, item.before]).filter(value => value !== null && value !== undefined);
  const inner = height - TOP - BOTTOM;
  const scale = axisOf([...values, ...lines.map(line => Math.max(0, line.value))], axis, { width, from: TOP, height: inner, count: items.length });
  const { left, y, step } = scale;
  const x = index => left + step * index;
  const gap = Math.min(4, step * 0.18);
  const wide = Math.min(WIDEST, step - 2 * gap);
  const start = index => x(index) + (step - wide) / 2;
  const half = wide / 2;
  const every = labelEvery(items.map(item => item.label), step);
  const zero = y(0);
  const part = (value, from, size, tone) => value === null || value === undefined ? null
    : html`<rect class=${tone} x=${from} width=${Math.max(1, size)} y=${Math.min(y(value), zero)} height=${Math.max(value === 0 ? 0 : 1, Math.abs(y(value) - zero))} rx="2" />`;
  return html`
    <div ref=${ref} class="chart" onKeyDown=${alongParts}>
      <svg width=${width} height=${height + (foot ? foot.height : 0)} viewBox=${`0 0 ${width} ${height + (foot ? foot.height : 0)}`} role="group" aria-label=${label}>
        <${Grid} axis=${scale} />
        ${spans.map(span => html`<rect class=${span.tone} x=${x(span.from)} width=${Math.max(2, x(span.to) - x(span.from))} y=${TOP} height=${inner}><title>${span.name}</title></rect>`)}
        ${items.map((item, i) => !item.href ? i % every === 0 && html`<text class=${`label ${item.weekend ? 'weekend' : ''}`} x=${x(i) + step / 2} y=${height - 8} text-anchor="middle">${item.label}</text>` : html`
          <a href=${item.href} data-part data-stay=${item.stay} data-test=${test} data-key=${item.key} data-value=${item.raw} aria-label=${item.name} class="bar">
            <title>${item.name}</title>
            <rect class="reach" x=${x(i)} width=${step} y=${TOP} height=${inner + BOTTOM} />
            ${item.before !== undefined && part(item.before, start(i), half, 'before')}
            ${part(item.value, item.before === undefined ? start(i) : start(i) + half, item.before === undefined ? wide : half, `fill ${item.tone || ''}`)}
            ${part(item.below, start(i), wide, 'fill export')}
            ${item.value === null && html`<text aria-hidden="true" class="missing" x=${x(i) + step / 2} y=${zero - 6} text-anchor="middle">?</text>`}
            ${item.mark && html`<circle class="mark" cx=${x(i) + step / 2} cy=${Math.min(y(item.value || 0), zero) - 7} r="3.5" />`}
            ${item.alert && html`<path class="alert-mark" transform=${`translate(${x(i) + step / 2},${TOP - 6})`} d="M0,-5 5,4 -5,4Z" />`}
            ${i % every === 0 && html`<text aria-hidden="true" class=${`label ${item.weekend ? 'weekend' : ''}`} x=${x(i) + step / 2} y=${height - 8} text-anchor="middle">${item.label}</text>`}
          </a>`)}
        <line class="zero" x1=${left} x2=${width} y1=${zero} y2=${zero} />
        ${lines.map(line => html`<line class="threshold" x1=${x(line.from)} x2=${x(line.to)} y1=${y(line.value)} y2=${y(line.value)}><title>${line.name}</title></line>`)}
        ${foot && foot.draw(x, height)}
      </svg>
    </div>`;
}
