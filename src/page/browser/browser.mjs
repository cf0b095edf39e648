// A real browser, and what every view has to keep to.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const launch = () => chromium.launch({ executablePath: places.find(place => place && existsSync(place)), args: ['--no-sandbox'] });

/** A page that has all it asked for, apart from a plan. It fails the test if anything goes wrong in it. */
export async function open(browser, address, { width = 1200, height = 900, dark = false, locale = 'en-GB', timezoneId = 'Asia/Tokyo' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale, timezoneId });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', error => page.faults.push(error.message));
  page.on('console', message => message.type() === 'error' && page.faults.push(message.text()));
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector('main') && !document.querySelector('main .waiting:not(.working), main [aria-busy=true]'));
  return page;
}

export const part = name => `[data-test=${name}]`;

/** The numbers that parts of the page carry, beside the text that people read. */
export const values = (page, name) => page.locator(part(name)).evaluateAll(all => all.map(one => [one.dataset.key || null, one.dataset.value || null]));

/** Checks accessibility, and that nothing reaches beyond the width. */
export async function requireSound(page, what) {
  // A policy that allows no inline script does not bind the driver.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html}`), [], `${what}: accessibility`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${what} reaches beyond the width`);
  assert.deepEqual(page.faults, [], what);
}
