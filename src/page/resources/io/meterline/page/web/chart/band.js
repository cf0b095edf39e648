import { html } from '../vendor/htm-preact-3.1.1.js';
import { useWidth } from './frame.js';
import { Grid, axisOf } from './axis.js';
import { alongParts, labelEvery } from './scale.js';

const TOP = 12, BOTTOM = 26;

/** Where one value lies in a band: an item has `p10` to `p90` and `value`, all plain numbers, `label`, `name` and `href`. */
export function Band({ items, axis, label, height = 200 }) {
  const [ref, width] = useWidth();
  const values = items.flatMap(item => [item.p10, item.p90, item.value]);
  const inner = height - TOP - BOTTOM;
  const scale = axisOf(values, axis, { width, from: TOP, height: inner, count: items.length });
  const { left, y, step } = scale;
  const middle = index => left + step * (index + 0.5);
  const every = labelEvery(items.map(item => item.label), step);
  // Days apart are not joined.
  const runs = items.reduce((all, item, i) => {
    if (i === 0 || item.apart) all.push([]);
    all[all.length - 1].push(i);
    return all;
  }, []);
  const area = (run, from, to) => {
    const edge = 0.45 * step;
    const there = run.map(i => `${middle(i)},${y(items[i][from])}`);
    const back = [...run].reverse().map(i => `${middle(i)},${y(items[i][to])}`);
    const first = run[0], last = run[run.length - 1];
    return [`${middle(first) - edge},${y(items[first][from])}`, ...there, `${middle(last) + edge},${y(items[last][from])}`,
      `${middle(last) + edge},${y(items[last][to])}`, ...back, `${middle(first) - edge},${y(items[first][to])}`].join(' ');
  };
  return html`
    <div ref=${ref} class="chart" onKeyDown=${alongParts}>
      <svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="group" aria-label=${label}>
        <${Grid} axis=${scale} />
        ${runs.map(run => html`
          <polygon class="band wide" points=${area(run, 'p10', 'p90')} />
          <polygon class="band" points=${area(run, 'p25', 'p75')} />
          <polyline class="median" points=${run.map(i => `${middle(i)},${y(items[i].p50)}`).join(' ')} />`)}
        ${items.map((item, i) => html`
          <a href=${item.href} data-part data-stay="1" data-test="standing" aria-label=${item.name} class="bar">
            <title>${item.name}</title>
            <rect class="reach" x=${middle(i) - step / 2} width=${step} y=${TOP} height=${inner + BOTTOM} />
            <circle class="dot" cx=${middle(i)} cy=${y(item.value)} r=${Math.min(5, Math.max(3, step / 4))} />
            ${i % every === 0 && html`<text aria-hidden="true" class="label" x=${middle(i)} y=${height - 8} text-anchor="middle">${item.label}</text>`}
          </a>`)}
      </svg>
    </div>`;
}
