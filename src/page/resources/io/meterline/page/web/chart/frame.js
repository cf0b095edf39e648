// What every chart has: a title, its table, and the rows to download. The key t turns chart and table into one another.
import { html, useEffect, useRef, useState } from '../vendor/htm-preact-3.1.1.js';
import { address } from '../api.js';
import { Table } from './table.js';

/** The width of an element, so that text in a chart keeps its size. */
export function useWidth(least = 280) {
  const ref = useRef(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const measure = () => ref.current && setWidth(Math.max(least, ref.current.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

/** A chart and its table. `source` is [chart name, parameters] for downloads; `columns` and `rows` are those of the table. */
export function Frame({ title, note, source, columns, rows, error, children, test, actions }) {
  const [isTable, setTable] = useState(false);
  const section = useRef(null);
  const turn = event => {
    if (event.key === 't' && !event.ctrlKey && !event.metaKey && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
      event.preventDefault();
      setTable(!isTable);
    }
  };
  return html`
    <section class="card" ref=${section} onKeyDown=${turn} data-test=${test} aria-label=${title}>
      <div class="head">
        <h2>${title}</h2>
        <div class="actions">
          ${actions}
          ${rows && html`<button type="button" class="quiet" aria-pressed=${isTable} onClick=${() => setTable(!isTable)} data-test="as-table">Table</button>`}
          ${source && html`
            <a class="quiet" download href=${address(`/api/charts/${source[0]}`, { ...source[1], as: 'csv' })}>CSV</a>
            <a class="quiet" download href=${address(`/api/charts/${source[0]}`, { ...source[1], as: 'parquet' })}>Parquet</a>`}
        </div>
      </div>
      ${note && html`<p class="note">${note}</p>`}
      ${error ? html`<p class="fault" role="alert">${error.message}</p>`
        : !rows ? html`<p class="waiting">Reading …</p>`
        : isTable ? html`<${Table} columns=${columns} rows=${rows} caption=${title} />`
        : children}
    </section>`;
}

/** Rows that are best shown as a table: the first of them, and on request all. */
export function Listed({ title, note, source, columns, rows, error, empty, test, actions, first = 12 }) {
  const [all, setAll] = useState(false);
  return html`
    <section class="card" data-test=${test} aria-label=${title}>
      <div class="head">
        <h2>${title}</h2>
        <div class="actions">
          ${actions}
          ${source && html`
            <a class="quiet" download href=${address(`/api/charts/${source[0]}`, { ...source[1], as: 'csv' })}>CSV</a>
            <a class="quiet" download href=${address(`/api/charts/${source[0]}`, { ...source[1], as: 'parquet' })}>Parquet</a>`}
        </div>
      </div>
      ${note && html`<p class="note">${note}</p>`}
      ${error ? html`<p class="fault" role="alert">${error.message}</p>`
        : !rows ? html`<p class="waiting">Reading …</p>`
        : html`<${Table} columns=${columns} rows=${all ? rows : rows.slice(0, first)} caption=${title} empty=${empty} />`}
      ${rows && rows.length > first && !all && html`<button type="button" class="quiet" onClick=${() => setAll(true)}>All ${rows.length}</button>`}
    </section>`;
}
