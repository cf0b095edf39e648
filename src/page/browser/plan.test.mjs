// What a plan says first, and where it leads.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch, open, part, requireSound } from './browser.mjs';
import { hardHomes, sql } from './homes.mjs';
import { remove, scratch, serve } from './meterline.mjs';

const OWN = Array.from({ length: 9 }, (_, i) => `own-${i}`);

describe('a plan', () => {
  const folder = scratch();
  let browser, page, server, log, views;
  before(async () => {
    ({ log, views } = await hardHomes(folder, OWN.map(device => `device:${device},alert.threshold.watts,SET,5000,2024-01-01T00:00:00Z,,office,`)));
    server = await serve(['--views', views, '--archive', log, '--currency', 'EUR']);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    remove(folder);
  });
  const show = async (place, options) => {
    await page?.context().close();
    page = await open(browser, server.address + place, options);
    return page;
  };
  const planned = async (place, value) => {
    await show(place);
    await page.locator(part('dial-value')).fill(value);
    await page.locator(part('dial-plan')).click();
    await page.locator(part('plan-summary')).waitFor({ timeout: 60000 });
  };

  it('says first how many alerts there are before and after, in the months and homes as they are', async () => {
    await planned('/dial?scope=flats&name=threshold&from=2024-03-01', '1 kW');
    const lines = await page.locator(part('plan-summary')).locator('.line').allTextContents();
    const months = await sql(views, `SELECT count(*) FROM {alerts} WHERE opened_at < '2024-05-01' GROUP BY date_trunc('month', opened_at) ORDER BY date_trunc('month', min(opened_at))`);
    assert.deepEqual(lines.map(line => /^(.*?): (\d+) alerts? /.exec(line).slice(1)), [['March 2024', months[0][0]], ['April 2024', months[1][0]]]);
    assert.match(await page.locator(part('plan-views')).locator('.note').textContent(), /^\d+ rows? to add/);
    await requireSound(page, 'a plan of alerts');
  });

  it('an alert that would open leads to its day, and not to the reason of an alert that is not there', async () => {
    await page.locator(part('plan-alert'), { hasText: 'opens' }).first().click();
    await page.waitForURL(/\/day\?/);
    await page.locator(part('hour')).first().waitFor();
    assert.equal(await page.locator(part('why')).count(), 0);
    await show('/home?device=berlin&from=2024-04-01&why=2024-04-02T03:00:00Z&alert=1');
    assert.match(await page.locator(part('why-no-alert')).textContent(), /^No alert opens here as the settings are/);
  });

  it('says the money before and after of a price', async () => {
    await planned('/dial?scope=plan:flat&name=price&from=2024-04-01', '€0.50');
    assert.match((await page.locator(part('plan-summary')).locator('.line').allTextContents()).join(), /^April 2024: a cost of €[\d.]+ becomes €[\d.]+$/);
  });

  it('that changes nothing is only logged, which the button says', async () => {
    await planned('/dial?scope=cohort:flats&name=threshold&from=2024-03-01', '3000');
    const apply = page.locator(part('apply'));
    assert.equal(await apply.textContent(), 'Only log the change');
    assert.equal(await apply.evaluate(button => button.classList.contains('main')), false);
  });

  it('names everybody whose own settings hide it', async () => {
    await planned('/dial?scope=everyone&name=threshold&from=2024-03-01', '9 kW');
    const hidden = page.locator(part('hidden'));
    await hidden.locator('summary').click();
    for (const device of OWN) await hidden.getByRole('link', { name: device, exact: true }).waitFor({ state: 'visible' });
  });

  it('a fault names the field and what to write', async () => {
    await show('/dial?scope=flats&name=threshold&from=2024-03-01');
    await page.locator(part('dial-value')).fill('much');
    await page.locator(part('dial-plan')).click();
    assert.equal(await page.locator(part('dial-fault')).innerText(), "threshold: write a whole number of watts from 0 on, such as 2000 or 2 kW, and not 'much'");
    await page.locator(part('dial-scope')).fill('device:meter-0000003');
    assert.equal(await page.locator(part('dial-scope')).evaluate(field => field.scrollWidth > field.clientWidth), false, 'the name of a home fits');
  });
});
