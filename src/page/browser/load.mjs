// A benchmark of the page, not a test: node load.mjs ADDRESS [PEOPLE [SECONDS]]
// Some people look at homes at once, each at another one, as the page does: about and the charts of a month, a day, and why, and read
// each for three seconds. Then a browser
// opens homes and clicks from bar to day to hour to why.
import { launch, open, part } from './browser.mjs';

const [address, people = '50', seconds = '30'] = process.argv.slice(2);
if (!address) {
  console.error('usage: node load.mjs ADDRESS [PEOPLE [SECONDS]], with a page that is served there without --users');
  process.exit(2);
}

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const line = (name, times) => {
  const sorted = [...times].sort((one, other) => one - other);
  console.log(`${name.padEnd(34)} ${String(sorted.length).padStart(6)} ${[0.5, 0.95, 0.99].map(part => String(Math.round(percentile(sorted, part))).padStart(7)).join('')}`);
};

const ask = async (path, params) => {
  const started = performance.now();
  const answer = await fetch(`${address}${path}?${new URLSearchParams(params)}`);
  await answer.arrayBuffer();
  return { time: performance.now() - started, isFault: !answer.ok };
};

const about = await (await fetch(`${address}/api/about`)).json();
const from = `${about.last.slice(0, 7)}-01`;
const to = new Date(Date.UTC(+from.slice(0, 4), +from.slice(5, 7), 1)).toISOString().slice(0, 10);
const homes = (await (await fetch(`${address}/api/charts/fleet/homes?${new URLSearchParams({ from, to, like: '', order: 'name' })}`)).json()).rows.map(row => row[0]);

const answers = { about: [], chart: [], day: [], why: [] };
let faults = 0;
const end = performance.now() + 1000 * Number(seconds);
async function look(person) {
  // They do not all come in the same moment.
  await new Promise(done => setTimeout(done, (9000 * person) / Number(people)));
  for (let turn = person; performance.now() < end; turn += 7) {
    const device = homes[turn % homes.length];
    const note = (kind, answer) => { answers[kind].push(answer.time); faults += answer.isFault ? 1 : 0; };
    const read = () => new Promise(done => setTimeout(done, 2500 + 100 * (turn % 11)));
    note('about', await ask('/api/about', {}));
    const charts = ['span', 'totals', 'days', 'standing', 'alerts'].map(name => ask(`/api/charts/home/${name}`, { device, from, to }));
    for (const chart of charts) note('chart', await chart);
    // Whoever looks also reads.
    await read();
    note('day', await ask('/api/day', { device, date: about.last }));
    await read();
    note('why', await ask('/api/why', { device, at: about.last }));
    await read();
  }
}
console.log(`${people} people for ${seconds} s, ${homes.length} homes; milliseconds`);
console.log(`${''.padEnd(34)} ${'asked'.padStart(6)}    p50    p95    p99`);
await Promise.all(Array.from({ length: Number(people) }, (_, person) => look(person)));
Object.entries(answers).forEach(([kind, times]) => line(kind, times));
line('all', Object.values(answers).flat());
console.log(`${faults} answers were faults`);

const browser = await launch();
const firsts = [], clicks = [];
for (const device of homes.slice(0, 10)) {
  const started = performance.now();
  const page = await open(browser, `${address}/home?${new URLSearchParams({ device, from })}`);
  await page.locator(part('bar')).first().waitFor();
  firsts.push(performance.now() - started);
  const click = async (target, shown) => {
    const clicked = performance.now();
    await page.locator(target).first().click();
    await page.locator(shown).first().waitFor();
    clicks.push(performance.now() - clicked);
  };
  await click(part('bar'), part('hour'));
  await click(part('hour'), `${part('why')} ${part('setting')}`);
  await page.keyboard.press('Escape');
  await click('nav[aria-label=Main] a[href^="/fleet"]', part('fleet-bars'));
  await page.context().close();
}
await browser.close();
line('a home opened, to its bars', firsts);
line('a click, to what it shows', clicks);
