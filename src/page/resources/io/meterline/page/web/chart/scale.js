/** Round numbers from `low` to `high` for an axis: about four of them. */
export function ticks(low, high) {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(n => n * power).find(n => n >= rough);
  const all = [];
  // Whole steps, so that zero is zero.
  for (let i = Math.floor(low / step); i * step < high + step * 0.999; i++) all.push(i * step || 0);
  return all;
}

/** The room that the labels of an axis need, in pixels. */
export const roomFor = labels => Math.max(34, 12 + 7 * Math.max(...labels.map(label => label.length)));

/** Every how many parts have a label, so that none reaches into the next. */
export const labelEvery = (labels, step) => Math.ceil(Math.max(34, 10 + 7 * Math.max(0, ...labels.map(label => label.length))) / step);

/** Moves the focus along the parts of a chart, or along those that belong together in it. */
export function alongParts(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step === undefined) return;
  const together = document.activeElement.closest('[data-parts]') || event.currentTarget;
  const parts = [...together.querySelectorAll('[data-part]')];
  const at = parts.indexOf(document.activeElement);
  const next = parts[Math.min(parts.length - 1, Math.max(0, at + step))];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
