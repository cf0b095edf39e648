// Settings as a tree of scopes, and the changes of one over both times. data-test: scope, history,
// which-setting, change, chosen-change, dial-link.
import { html, useState } from '../vendor/htm-preact-3.1.1.js';
import { currentAbout, useAnswer } from '../api.js';
import { useWidth } from '../chart/frame.js';
import { alongParts } from '../chart/scale.js';
import { Table } from '../chart/table.js';
import * as f from '../format.js';
import { go, here, link, params, useTyped } from '../links.js';

const LEVELS = [['everyone', 'Everyone'], ['plan', 'Plans'], ['cohort', 'Cohorts'], ['device', 'Homes with settings of their own']];

export function Settings() {
  const { scope = 'everyone', like = '' } = params();
  const [typed, setTyped] = useTyped(like);
  const { data, error } = useAnswer('/api/settings/scopes', { like });
  return html`
    <header class="title"><div><h1>Settings</h1><p class="note">The most specific wins: home, its plan, its cohort, everyone.</p></div></header>
    ${error ? html`<p class="fault" role="alert">${error.message}</p>` : html`
    <div class="sides">
      <nav class="card tree" aria-label="Scopes">
        <label class="search"><span class="hidden">Find a home</span><input type="search" placeholder="Find a home" value=${typed} onInput=${event => setTyped(event.target.value)} /></label>
        ${LEVELS.map(([level, name]) => html`<h2 class="level">${name}</h2>
          <ul>${(data || []).filter(one => one.level === level).map(one => html`
            <li><a href=${here({ scope: one.scope, setting: null, change: null })} data-stay="1" aria-current=${one.scope === scope ? 'true' : null} data-test="scope">${one.name || 'everyone'}</a> <small>${one.settings.map(set => set.word).join(', ')}</small></li>`)}
            ${data && !data.some(one => one.level === level) && html`<li class="note">none</li>`}</ul>`)}
      </nav>
      <div><${InForce} scope=${scope} of=${(data || []).find(one => one.scope === scope)} /><${History} scope=${scope} /></div>
    </div>`}`;
}

function InForce({ scope, of }) {
  const mayDial = currentAbout().role === 'ADMINISTRATOR';
  return html`
    <section class="card" aria-label="In force today"><div class="head"><h2>${scope}: in force today</h2>
      ${mayDial && html`<a class="button" href=${link('/dial', { scope })} data-test="dial-link">Change a setting</a>`}</div>
      ${of ? html`<${Table} caption="In force today" rows=${of.settings} columns=${[['Setting', one => one.word], ['Value', one => html`<strong>${f.amounts(one.text)}</strong>`], ['Changes', one => f.count(one.changes), 'number'],
        ...(mayDial ? [['Change', one => html`<a href=${link('/dial', { scope, name: one.word, value: one.written })} aria-label=${`dial ${one.word}`}>dial</a>`]] : [])]} />` : html`<p class="note">It has no settings of its own.</p>`}
    </section>`;
}

function History({ scope }) {
  const { data, error } = useAnswer('/api/settings/history', { scope });
  const { setting = '', change } = params();
  const names = [...new Set((data || []).map(one => one.word))];
  const shown = (data || []).filter(one => !setting || one.word === setting);
  const chosen = shown.find(one => keyOf(one) === change);
  const latest = [...shown].reverse();
  const [all, setAll] = useState(false);
  const listed = all ? latest : latest.filter((one, i) => i < 12 || one === chosen);
  return html`
    <section class="card" aria-label="Changes" data-test="history"><div class="head"><h2>Changes, the latest first</h2>
      <label>Setting <select value=${setting} onChange=${event => go(here({ setting: event.target.value || null, change: null }), true)} data-test="which-setting">
        <option value="" selected=${!setting}>all</option>${names.map(one => html`<option value=${one} selected=${one === setting}>${one}</option>`)}</select></label></div>
      ${error ? html`<p class="fault" role="alert">${error.message}</p>` : !data ? html`<p class="waiting">Reading …</p>` : html`
        <${TwoTimes} changes=${shown} chosen=${chosen} />
        <p class="note">Times are UTC.</p>
        ${chosen && html`<p class="chosen" role="status" data-test="chosen-change"><span>${changeText(chosen)}</span></p>`}
        <${Table} caption="Changes" rows=${listed} mark=${one => one === chosen} empty="No change was logged." columns=${[
          ['Setting', one => one.word], ['Change', one => f.operation(one)], ['Effective', one => f.time(one.effective_at)], ['Logged', one => f.time(one.logged_at)], ['By', one => one.author || ''], ['Why', one => one.reason || ''],
          ['Then it is', one => (one.effect === 'used' ? f.amounts(one.after) : html`<span class="warn">${one.after}</span>`)],
          ...(currentAbout().role === 'ADMINISTRATOR' ? [['Again', one => html`<a href=${link('/dial', { scope, name: one.word, value: one.after_written, from: one.effective_at })} aria-label=${`dial ${one.word} from ${f.time(one.effective_at)}`}>dial</a>`]] : [])]} />
        ${listed.length < shown.length && html`<button type="button" class="quiet" onClick=${() => setAll(true)}>All ${f.count(shown.length)}</button>`}`}
    </section>`;
}

/** A change is known by its two times and what it sets. */
const keyOf = one => `${one.word} ${one.effective_at} ${one.logged_at}`;

const changeText = one => `${one.word} ${f.operation(one)}, effective ${f.time(one.effective_at)}, logged ${f.time(one.logged_at)}${one.author ? ` by ${one.author}` : ''}${one.reason ? `, “${one.reason}”` : ''}: ${f.amounts(one.after)}`;

/** Each change at its two times: across, from when it holds; up, when it was logged. Below the diagonal it was announced early, above it came late. */
function TwoTimes({ changes, chosen }) {
  const [ref, width] = useWidth();
  if (changes.length < 2) return html`<div ref=${ref}></div>`;
  const height = 190, left = 118, bottom = 26, top = 8;
  const times = changes.flatMap(one => [new Date(one.effective_at), new Date(one.logged_at)]).map(Number);
  const low = Math.min(...times), high = Math.max(...times);
  const part = value => (Number(new Date(value)) - low) / (high - low || 1);
  const x = value => left + 10 + part(value) * (width - left - 24);
  const y = value => top + (1 - part(value)) * (height - top - bottom);
  const iso = value => new Date(value).toISOString().slice(0, 10);
  const day = value => (iso(low).slice(0, 4) === iso(high).slice(0, 4) ? f.shortDate(iso(value)) : f.monthOfYear(iso(value)));
  return html`
    <div ref=${ref} class="chart" onKeyDown=${alongParts}>
      <svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="group" aria-label="Changes by when they hold and when they were logged">
        <line class="diagonal" x1=${x(low)} y1=${y(low)} x2=${x(high)} y2=${y(high)} />
        <text class="label" x=${left + 10} y=${height - 8}>effective ${day(low)}</text><text class="label" x=${width - 12} y=${height - 8} text-anchor="end">${day(high)}</text>
        <text class="label" x=${left} y=${height - bottom} text-anchor="end">logged ${day(low)}</text><text class="label" x=${left} y=${top + 10} text-anchor="end">${day(high)}</text>
        ${changes.map(one => html`<a data-part data-test="change" href=${here({ change: keyOf(one) })} data-stay="1" aria-current=${one === chosen ? 'true' : null} aria-label=${changeText(one)}>
          <circle class=${`point ${one.effect}`} cx=${x(one.effective_at)} cy=${y(one.logged_at)} r=${one === chosen ? 9 : 6}><title>${changeText(one)}</title></circle></a>`)}
      </svg>
      <p class="legend">On the line a change was logged as it took effect; above it, late; below it, announced early.${[['rejected', 'alert-point', 'could not be used'], ['overridden', 'before-point', 'overridden']].filter(([effect]) => changes.some(one => one.effect === effect)).map(([, tone, text]) => html` <span class=${`key ${tone}`}></span> ${text}`)}</p>
    </div>`;
}
