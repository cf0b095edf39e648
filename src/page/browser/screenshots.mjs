// Makes docs/images from a simulated log: node screenshots.mjs [FOLDER]
import { join, resolve } from 'node:path';
import { launch, open, part } from './browser.mjs';
import { remove, run, scratch, serve } from './meterline.mjs';

const target = resolve(process.argv[2] || join(import.meta.dirname, '../../../docs/images'));
const folder = scratch();
const demo = join(folder, 'demo');
await run(['demo', '--no-serve', '--out', demo]);
const server = await serve(['--views', join(demo, 'views'), '--then', join(demo, 'views-then'), '--archive', join(demo, 'log'), '--currency', 'EUR']);
const browser = await launch();

async function shot(name, place, options = {}, act = async () => {}) {
  const page = await open(browser, server.address + place, { width: 1120, height: 800, timezoneId: 'UTC', ...options });
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(1000);
  await act(page);
  await page.screenshot({ path: join(target, `${name}.png`), fullPage: !options.clip });
  await page.context().close();
}

const home = '/home?device=meter-0000001&from=2024-03-01';
await shot('home', home);
await shot('home-dark', home, { dark: true, clip: true });
await shot('home-phone', home, { width: 360, height: 740, clip: true });
await shot('day', '/day?device=meter-0000003&date=2024-03-31', { clip: true });
await shot('why', '/day?device=meter-0000001&date=2024-03-13&why=2024-03-13T18:00:00Z', { clip: true });
await shot('fleet', '/fleet?from=2024-03-01', { clip: true, height: 1000 });
await shot('settings', '/settings?scope=plan:spot', { clip: true });
await shot('dial', '/dial?scope=cohort:flats&name=threshold&from=2024-03-01&value=2000', { clip: true, height: 1000 }, async page => {
  await page.locator(part('dial-plan')).click();
  await page.locator(part('plan-summary')).waitFor({ timeout: 60000 });
  await page.waitForTimeout(300);
});
await browser.close();
await server.stop();
remove(folder);
