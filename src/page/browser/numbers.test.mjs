// Every number on the page is a number of the views.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, open, part, requireSound, values } from './browser.mjs';
import { NAMED, hardHomes, sql } from './homes.mjs';
import { remove, scratch, serve } from './meterline.mjs';

const home = (device, from) => `/home?${new URLSearchParams({ device, from })}`;
const day = (device, date) => `/day?${new URLSearchParams({ device, date })}`;
const quoted = text => text.replaceAll("'", "''");

describe('numbers', () => {
  const folder = scratch();
  let browser, page, server, log, views;
  before(async () => {
    ({ log, views } = await hardHomes(folder));
    server = await serve(['--views', views, '--archive', log, '--currency', 'EUR']);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    remove(folder);
  });
  const show = async place => {
    await page?.context().close();
    page = await open(browser, server.address + place);
    return page;
  };

  for (const device of ['berlin', 'sydney', 'mover', 'solar', 'free', NAMED]) {
    it(`a month of ${device}: each day's bar and the totals are those of the views`, async () => {
      for (const [which, column] of [['', 'cost_micros + coalesce(standing_micros, 0)'], ['&show=energy', 'milliwatt_hours']]) {
        await show(home(device, '2024-04-01') + which);
        await page.locator(part('day-bars')).locator('svg').waitFor();
        assert.deepEqual(await values(page, 'bar'), await sql(views,
          `SELECT date, ${column} FROM {usage} WHERE device = '${quoted(device)}' AND date >= '2024-04-01' AND date < '2024-05-01' ORDER BY date, zone`));
      }
      const [[cost, energy]] = await sql(views, `SELECT CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END, sum(milliwatt_hours) FROM {usage}
        WHERE device = '${quoted(device)}' AND date >= '2024-04-01' AND date < '2024-05-01'`);
      assert.deepEqual(await values(page, 'total-cost'), [[null, cost]]);
      assert.deepEqual(await values(page, 'total-energy'), [[null, energy]]);
      await requireSound(page, device);
    });
  }

  it('days of changed clocks have 23 and 25 hours, in the zone of the home and not of the browser', async () => {
    for (const [device, date, hours] of [['berlin', '2024-03-31', 23], ['sydney', '2024-04-07', 25], ['berlin', '2024-04-01', 24]]) {
      await show(day(device, date));
      await page.locator(part('hour')).first().waitFor();
      const shown = (await values(page, 'hour')).map(([, value]) => value);
      assert.equal(shown.length, hours);
      const [[all]] = await sql(views, `SELECT array_to_string(hourly, ' ') FROM {usage} WHERE device = '${device}' AND date = '${date}'`);
      assert.deepEqual(shown, all.split(' '));
    }
    await show(day('berlin', '2024-03-31'));
    await page.locator(part('hours')).getByRole('button', { name: 'Table' }).click();
    const labels = await page.locator(part('hours')).locator('tbody tr td:first-child').allTextContents();
    assert.equal(labels[1], '01:00 +01:00');
    assert.equal(labels[2], '03:00 +02:00');
  });

  it('a day in two zones has the hours and the sums of both', async () => {
    const rows = await sql(views, `SELECT zone, milliwatt_hours, cost_micros + coalesce(standing_micros, 0), array_to_string(hourly, ' ') FROM {usage} WHERE device = 'mover' AND date = '2024-04-01' ORDER BY zone`);
    assert.equal(rows.length, 2, 'the log has such a day');
    await show(day('mover', '2024-04-01'));
    await page.locator(part('hour')).first().waitFor();
    assert.deepEqual((await values(page, 'day-energy')).map(([, value]) => value), rows.map(row => row[1]));
    assert.deepEqual((await values(page, 'day-total')).map(([, value]) => value), rows.map(row => row[2]));
    assert.deepEqual((await values(page, 'hour')).map(([, value]) => value), rows.flatMap(row => row[3].split(' ')));
  });

  it('energy that is sent back is apart from what is used', async () => {
    await show(day('solar', '2024-04-02'));
    await page.locator(part('hours')).getByRole('button', { name: 'Table' }).click();
    const row = page.locator(part('hours')).locator('tbody tr', { hasText: '12:00' });
    assert.deepEqual(await row.locator('td').allTextContents(), ['12:00 UTC', '-1.25 kWh', '0.00 kWh', '1.25 kWh', '']);
  });

  it('a day without a price says so, and is not free', async () => {
    await show(home('free', '2024-04-01'));
    await page.getByText('without 3 days that have no price').waitFor();
    await show(day('free', '2024-04-02'));
    assert.equal(await page.locator(part('day-total')).textContent(), 'no price');
  });

  it('the fleet, its homes and what is not used are those of the views', async () => {
    await show('/fleet?from=2024-04-01');
    await page.locator(part('bar')).first().waitFor();
    assert.deepEqual(await values(page, 'bar'), await sql(views, `SELECT date, sum(milliwatt_hours) FROM {usage} WHERE date >= '2024-04-01' AND date < '2024-05-01' GROUP BY date ORDER BY date`));
    const homes = (await sql(views, `SELECT device FROM {usage} WHERE date >= '2024-04-01' AND date < '2024-05-01' GROUP BY device ORDER BY sum(milliwatt_hours) DESC`)).flat();
    assert.deepEqual(await page.locator(part('home-link')).allTextContents(), homes);
    const rejects = await sql(views, `SELECT reason, count(*) FROM {rejected} GROUP BY reason, kind ORDER BY count(*) DESC, kind, reason`);
    assert.deepEqual(await page.locator(part('rejects')).locator('tbody tr').evaluateAll(rows => rows.map(row => [row.cells[0].textContent, row.cells[2].textContent])), rejects);
    await requireSound(page, 'fleet');
  });

  it('where a home stands is what the comparisons say of the last whole day', async () => {
    await show(home('berlin', '2024-04-01'));
    const days = await sql(views, `SELECT date, rank, devices, covered_seconds FROM {comparisons} WHERE device = 'berlin' AND date >= '2024-04-01' ORDER BY date`);
    const whole = days.slice(0, -1), [, rank, devices] = whole[whole.length - 1];
    assert.ok(Number(days[days.length - 1][3]) < 86400, 'the log ends within a day');
    assert.match(await page.locator(part('rank')).textContent(), new RegExp(`^${rank}\\D+ of ${devices}$`));
    assert.equal(await page.locator(part('standing')).count(), whole.length);
  });

  it('a legend lists what is in the chart, and prices have the currency', async () => {
    await show(home('berlin', '2024-04-01'));
    await page.locator(part('bar')).first().waitFor();
    assert.equal((await page.locator(part('day-bars')).locator('.legend').textContent()).trim(), 'an alert opened');
    await show(home('solar', '2024-04-01'));
    await page.locator(part('bar')).first().waitFor();
    assert.equal((await page.locator(part('day-bars')).locator('.legend').textContent()).trim(), '');
    await show(`${day('berlin', '2024-04-04')}&why=2024-04-04`);
    await page.locator(`${part('setting')}[data-name="price.micros.per.kwh"]`).locator('summary', { hasText: '€0.3100 a kWh' }).waitFor();
  });

  it('an axis reaches no further below zero than the numbers', async () => {
    await show(home('solar', '2024-04-01') + '&show=energy');
    const least = (await values(page, 'bar')).map(([, value]) => Number(value)).reduce((one, other) => Math.min(one, other), 0) / 1e6;
    const marks = await page.locator(part('day-bars')).locator('.grid text').allTextContents();
    assert.ok(least < 0 && marks.length > 0, 'the log has such days, and the chart an axis');
    assert.ok(marks.map(Number).every(mark => mark >= least), `${marks} of ${least}`);
  });

  it('a day of the fleet has its own numbers and alerts, and the tile of alerts leads to them', async () => {
    const [[date, count]] = await sql(views, `SELECT opened_at::DATE, count(*) FROM {alerts} GROUP BY ALL ORDER BY 1 LIMIT 1`);
    const [[energy, cost]] = await sql(views, `SELECT sum(milliwatt_hours), sum(cost_micros) + sum(standing_micros) FROM {usage} WHERE date = '${date}'`);
    await show(`/fleet?from=${date}&on=${date}`);
    await page.locator(part('fleet-energy')).waitFor();
    assert.match(await page.locator('h1').textContent(), /^Fleet on \w+/);
    assert.deepEqual([...await values(page, 'fleet-energy'), ...await values(page, 'fleet-cost')], [[null, energy], [null, cost]]);
    assert.equal(await page.locator(part('fleet-alert-count')).locator('strong').textContent(), count);
    await page.locator(part('alert')).first().waitFor();
    assert.equal(String(await page.locator(part('alert')).count()), count);
    await page.locator(part('fleet-alert-count')).click();
    assert.match(page.url(), new RegExp(`on=${date}#alerts$`));
    await page.locator(part('fleet-energy')).waitFor();
  });

  it('an alert of the fleet has the time of its home', async () => {
    const [[opened]] = await sql(views, `SELECT strftime(max(opened_at) AT TIME ZONE 'Europe/Berlin', '%H:%M') FROM {alerts} WHERE device = 'berlin'`);
    await show('/fleet?from=2024-04-01');
    const row = page.locator(part('fleet-alerts')).locator('tbody tr', { hasText: 'berlin' }).first();
    assert.match(await row.locator('td').nth(1).textContent(), new RegExp(`${opened}$`));
    assert.match(await row.locator('td').first().textContent(), /Europe\/Berlin$/);
  });

  it('a download has the rows of the chart', async () => {
    const csv = await (await fetch(`${server.address}/api/charts/home/days?${new URLSearchParams({ device: 'berlin', from: '2024-04-01', to: '2024-05-01', as: 'csv' })}`)).text();
    const [[rows]] = await sql(views, `SELECT count(*) FROM {usage} WHERE device = 'berlin' AND date >= '2024-04-01'`);
    assert.equal(csv.trim().split('\n').length, Number(rows) + 1);
  });
});
