// What a live run publishes is seen as it is published.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { launch, open, part, requireSound } from './browser.mjs';
import { broker, remove, run, scratch, serve } from './meterline.mjs';

const folder = scratch();
let kafka, server, browser;
before(async () => {
  kafka = await broker(folder);
  await run(['topics', '--bootstrap', kafka.bootstrap]);
  server = await serve(['--kafka', kafka.bootstrap]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await kafka?.stop();
  remove(folder);
});

it('alerts of a live run appear without loading anew, and a broker that goes away is said', async () => {
  const page = await open(browser, `${server.address}/fleet`);
  await page.getByText('The views have no usage yet.').waitFor();
  await run(['simulate', '--kafka', kafka.bootstrap, '--devices', '8', '--days', '20']);
  await run(['run', '--kafka', kafka.bootstrap, '--until=latest', '--runner=FlinkRunner', '--parallelism=2', '--window=PT6H', '--known=now']);
  await page.locator(part('fleet-alerts')).locator('tbody tr').first().waitFor({ timeout: 60000 });
  await page.locator(part('bar')).first().waitFor();
  assert.match(await page.locator(part('lag')).textContent(), /^Live: published until/);
  await requireSound(page, 'live');
  await kafka.stop();
  await page.locator(`${part('lag')}.warn`).waitFor({ timeout: 60000 });
});
