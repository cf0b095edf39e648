// What every chart has: a title, its table, and the rows to download. The key t turns chart and table into one another.
import { html, useEffect, useRef, useState } from '../vendor/htm-preact-3.1.1.js';
import { address } from '../api.js';
import { go, here, params } from '../links.js';
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

/** A title, what can be done, the rows to download, and a note. */
const Head = ({ title, note, source, children }) => html`
  <div class="head">
    <h2>${title}</h2>
    <div class="actions">
      ${children}
      ${source && [['csv', 'CSV'], ['parquet', 'Parquet']].map(([as, name]) => html`
        <a class="quiet" download href=${address(`/api/charts/${source[0]}`, { ...source[1], as })}>${name}</a>`)}
    </div>
  </div>
  ${note && html`<p class="note">${note}</p>`}`;

/** A chart and its table. `test` names it in the page; `source` is [chart name, parameters] for downloads; `columns` and `rows` are those of the table. */
export function Frame({ title, note, source, columns, rows, error, children, test, actions }) {
  // Which charts are tables is in the address, so that a link shows them as they are.
  const tables = (params().table || '').split(' ').filter(Boolean);
  const isTable = tables.includes(test);
  const setTable = shown => go(here({ table: [...tables.filter(one => one !== test), ...(shown ? [test] : [])].join(' ') || null }), true);
  const section = useRef(null);
  // What had the focus is gone when the key turned it: it goes to what is there now, so that the key turns it back.
  const isTurned = useRef(false);
  useEffect(() => {
    if (isTurned.current) section.current.querySelector('.scroll, [data-part], button').focus();
    isTurned.current = false;
  }, [isTable]);
  const turn = event => {
    if (event.key === 't' && !event.ctrlKey && !event.metaKey && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
      event.preventDefault();
      isTurned.current = !section.current.querySelector('.head').contains(document.activeElement);
      setTable(!isTable);
    }
  };
  return html`
    <section class="card" ref=${section} onKeyDown=${turn} data-test=${test} aria-label=${title} aria-busy=${!rows && !error}>
      <${Head} ...${{ title, note, source }}>
        ${actions}
        ${rows && html`<button type="button" class="quiet" aria-pressed=${isTable} onClick=${() => setTable(!isTable)} data-test="as-table">Table</button>`}
      <//>
      ${error ? html`<p class="fault" role="alert">${error.message}</p>`
        : !rows ? html`<p class="waiting">Reading …</p>`
        : isTable ? html`<${Table} columns=${columns} rows=${rows} caption=${title} />`
        : children}
    </section>`;
}

/** Rows that are best shown as a table: the first of them, and on request all. */
export function Listed({ title, note, source, columns, rows, error, empty, test, actions, id, first = 12 }) {
  const [all, setAll] = useState(false);
  return html`
    <section class="card" id=${id} data-test=${test} aria-label=${title} aria-busy=${!rows && !error}>
      <${Head} ...${{ title, note, source }}>${actions}<//>
      ${error ? html`<p class="fault" role="alert">${error.message}</p>`
        : !rows ? html`<p class="waiting">Reading …</p>`
        : html`<${Table} columns=${columns} rows=${all ? rows : rows.slice(0, first)} caption=${title} empty=${empty} />`}
      ${rows && rows.length > first && !all && html`<button type="button" class="quiet" onClick=${() => setAll(true)}>All ${rows.length}</button>`}
    </section>`;
}
