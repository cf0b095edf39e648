// What homes and administrators do with the page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { launch, open, part, requireSound, values } from './browser.mjs';
import { hardHomes, sql } from './homes.mjs';
import { remove, run, scratch, serve } from './meterline.mjs';

describe('use', () => {
  const folder = scratch();
  let browser, page, server, log, views;
  before(async () => {
    ({ log, views } = await hardHomes(folder));
    server = await serve(['--views', views, '--archive', log]);
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

  it('the first look is a home, with what it cost', async () => {
    await show('/');
    await page.locator(part('total-cost')).waitFor();
    assert.match(page.url(), /\/home\?device=/);
    await requireSound(page, 'the first look');
  });

  it('what is still being read says so, to screen readers too', async () => {
    let answer;
    const held = new Promise(done => { answer = done; });
    const context = await browser.newContext();
    const slow = await context.newPage();
    await slow.route('**/api/charts/home/days*', async route => {
      await held;
      await route.continue();
    });
    await slow.goto(`${server.address}/home?device=berlin&from=2024-04-01`);
    await slow.locator(`${part('alerts')}[aria-busy=false]`).waitFor();
    assert.equal(await slow.locator(part('day-bars')).getAttribute('aria-busy'), 'true');
    answer();
    await slow.locator(`${part('day-bars')}[aria-busy=false]`).locator(part('bar')).first().waitFor();
    await context.close();
  });

  it('a bar leads to its day, an hour to why, and Esc back to the hour', async () => {
    await show('/home?device=berlin&from=2024-04-01');
    await page.locator(`${part('bar')}[data-key="2024-04-04"]`).click();
    await page.locator(part('hour')).nth(19).click();
    const why = page.locator(part('why'));
    const price = why.locator(`${part('setting')}[data-name="price.micros.per.kwh"]`);
    await price.locator('summary').click();
    assert.match(await price.locator('summary').innerText(), /0\.3100 a kWh.*set for plan:flat/s);
    assert.match(await price.locator('tbody').innerText(), /billing\s+<i>new<\/i> prices/, 'markup in a reason is text');
    assert.match(await why.locator(part('readings')).innerText(), /^24 readings are used, 0 not/);
    await requireSound(page, 'why');
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.test), 'hour');
  });

  it('an alert says when it opened and leads to why', async () => {
    await show('/home?device=berlin&from=2024-04-01');
    const alerts = await sql(views, `SELECT count(*) FROM {alerts} WHERE device = 'berlin' AND opened_at >= '2024-03-31T22:00:00Z'`);
    await page.locator(part('alert')).first().waitFor();
    assert.equal(String(await page.locator(part('alert')).count()), alerts[0][0]);
    await page.locator(part('alert')).first().click();
    const setting = name => page.locator(`${part('setting')}[data-name="${name}"]`);
    await setting('alert.threshold.watts').locator('summary', { hasText: '3000 watts' }).waitFor();
    assert.match(await page.locator(part('why-alert')).textContent(), /The threshold is set for cohort:flats\.$/);
    assert.equal(await setting('alert.threshold.watts').evaluate(one => one.open), true, 'what decided is open');
    assert.equal(await setting('price.micros.per.kwh').evaluate(one => one.open), false);
    const unusable = page.locator(part('why')).getByRole('row', { name: /alert\.threshold\.watts SET -5/ });
    assert.match(await unusable.textContent(), /trainee$/);
  });

  it('a threshold is dialled from plan to apply to the changed chart, and undone', async () => {
    const alerts = () => sql(views, 'SELECT * FROM {alerts} ORDER BY device, opened_at');
    const before = await alerts();
    await show('/dial?scope=cohort:flats&name=threshold&from=2024-03-01');
    await page.locator(part('dial-value')).fill('1000');
    await page.locator(part('dial-reason')).fill('a try');
    await page.locator(part('dial-plan')).click();
    await page.locator(part('plan-summary')).waitFor({ timeout: 60000 });
    const opens = Number(/^([\d,]+) open/.exec(await page.locator(part('plan-alerts')).textContent())[1]);
    assert.ok(opens > 0);
    await requireSound(page, 'a plan');
    assert.deepEqual(await alerts(), before, 'a plan changes nothing');
    await page.locator(part('apply')).click();
    await page.locator(part('applied')).waitFor({ timeout: 60000 });
    assert.notDeepEqual(await alerts(), before);
    await page.goto(`${server.address}/home?device=berlin&from=2024-04-01`);
    const shown = await sql(views, `SELECT count(*) FROM {alerts} WHERE device = 'berlin' AND coalesce(closed_at, 'infinity') > '2024-03-31T22:00:00Z'`);
    await page.locator(part('alert')).first().waitFor();
    const more = page.locator(part('alerts')).getByRole('button', { name: /^All/ });
    if (await more.count()) await more.click();
    assert.equal(String(await page.locator(part('alert')).count()), shown[0][0]);
    const history = await (await fetch(`${server.address}/api/settings/history?scope=cohort:flats`)).json();
    assert.ok(history.some(one => one.value === '1000' && one.reason.startsWith('a try') && one.author === 'administrator'));

    await show('/dial?scope=cohort:flats&name=threshold&from=2024-03-01&op=SET&value=3000&reason=undo');
    await page.locator(part('dial-plan')).click();
    await page.locator(part('apply')).click({ timeout: 60000 });
    await page.locator(part('applied')).waitFor({ timeout: 60000 });
    assert.deepEqual(await alerts(), before);
    await page.locator(part('undo')).waitFor();
  });

  it('a change that cannot be used is refused in one line', async () => {
    await show('/dial?scope=plan:nobody&name=price&from=2024-03-01');
    await page.locator(part('dial-value')).fill('dear');
    await page.locator(part('dial-plan')).click();
    assert.equal(await page.locator(part('dial-fault')).innerText(), "price: 'dear' is not an amount such as 0.31 or 0.31/kWh");
  });

  it('a version is published, and rolled back, and whoever looks sees it without loading anew', async () => {
    await run(['run', '--archive', log, '--views', views, '--as=other', '--hold', '--from=2024-04-02']);
    const looking = await open(browser, `${server.address}/fleet?from=2024-04-01`);
    await looking.locator(part('bar')).first().waitFor();
    const all = (await values(looking, 'bar')).length;
    await show('/versions');
    const current = await page.locator(`tr:has(${part('current')}) a`).first().textContent();
    await page.locator(`${part('publish')}[data-name="other"]`).click();
    await page.locator(`tr:has-text("other"):has(${part('current')})`).waitFor();
    await looking.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length < count, [part('bar'), all]);
    await page.locator(`${part('publish')}[data-name="${current}"]`).click();
    await looking.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length === count, [part('bar'), all]);
    await page.goto(`${server.address}/versions?other=other`);
    await page.locator(part('differences')).locator('tbody tr').first().waitFor();
    await requireSound(page, 'versions');
    await looking.context().close();
  });

  it('everything is reached with the keyboard alone', async () => {
    await show('/home?device=berlin&from=2024-04-01');
    await page.locator(part('bar')).first().waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    for (let i = 0; i < 60 && await page.evaluate(() => document.activeElement.dataset.test) !== 'bar'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), '2024-04-03');
    await page.keyboard.press('t');
    await page.locator(part('day-bars')).locator('table').waitFor();
    await page.keyboard.press('t').catch(() => {});
    await show('/home?device=berlin&from=2024-04-01');
    await page.locator(part('bar')).first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/day\?device=berlin&date=2024-04-0/);
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
  });

  for (const [what, options] of [['a phone', { width: 360, height: 740 }], ['the dark', { dark: true }], ['German', { locale: 'de-DE' }]]) {
    it(`every view is sound for ${what}`, async () => {
      for (const place of ['/home?device=berlin&from=2024-04-01', '/home?device=berlin&period=year', '/day?device=solar&date=2024-04-02', '/day?device=berlin&date=2024-04-02&why=2024-04-02', '/fleet', '/settings?scope=plan:flat', '/dial', '/versions', '/rejected?reason=OUT_OF_BOUNDS']) {
        await show(place, options);
        await page.locator('main h1').waitFor();
        await page.waitForFunction(() => !document.querySelector('main .waiting'));
        await requireSound(page, `${place} for ${what}`);
      }
    });
  }

  it('numbers are written in the language of the reader and the currency of the page', async () => {
    const euros = await serve(['--views', views, '--currency', 'EUR']);
    try {
      const german = await open(browser, `${euros.address}/home?device=berlin&from=2024-04-01`, { locale: 'de-DE' });
      assert.match(await german.locator(part('total-cost')).textContent(), /^\d+,\d\d\s€$/);
      await german.context().close();
    } finally {
      await euros.stop();
    }
  });

  it('a home that signs in sees itself, and nothing of the others', async () => {
    const users = join(folder, 'users');
    await run(['users', 'add', '--users', users, 'bella', '--role', 'home', '--device', 'berlin'], { input: 'quite a long secret\n' });
    const guarded = await serve(['--views', views, '--archive', log, '--users', users]);
    try {
      await page.context().close();
      page = await open(browser, `${guarded.address}/`);
      await page.locator(part('name')).fill('bella');
      await page.locator(part('password')).fill('wrong');
      await page.locator(part('sign-in')).click();
      await page.locator(part('sign-in-fault')).waitFor();
      await page.locator(part('password')).fill('quite a long secret');
      await page.locator(part('sign-in')).click();
      await page.getByRole('heading', { name: 'berlin' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'Fleet' }).count(), 0);
      await page.goto(`${guarded.address}/home?device=solar`);
      await page.getByText('a home may see itself and nothing else').first().waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    } finally {
      await guarded.stop();
    }
  });
});
