import { html } from '../vendor/htm-preact-3.1.1.js';

/** A table. A column is [heading, row => content, 'number'?]. `mark` says which row is the one that was chosen. */
export const Table = ({ columns, rows, caption, empty = 'Nothing.', mark = () => false }) => rows.length === 0 ? html`<p class="note">${empty}</p>` : html`
  <div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption class="hidden">${caption}</caption>
      <thead><tr>${columns.map(([heading, , kind]) => html`<th scope="col" class=${kind}>${heading}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr class=${mark(row) ? 'chosen-row' : null}>${columns.map(([, content, kind]) => html`<td class=${kind}>${content(row)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
