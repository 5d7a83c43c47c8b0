// Opens pages in Chromium as on a slow phone, and prints their sizes and when they are shown.
// Called by benches/pages/compare, which builds the sites.

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core');

const [work, ...others] = process.argv.slice(2);
const RUNS = 5;
const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 900 };

/** The pages to measure: name, folder, address, screen. */
const PAGES = [
  ['guide, phone', join(work, 'homeroom'), 'tools/nearpod/', PHONE],
  ['guide', join(work, 'homeroom'), 'tools/nearpod/', LAPTOP],
  ['home', join(work, 'homeroom'), '', LAPTOP],
  ['catalogue', join(work, 'homeroom'), 'tools/', LAPTOP],
  ['catalogue, filtered', join(work, 'homeroom'), 'tools/?status=approved', LAPTOP],
  ['ranges', join(work, 'homeroom'), 'salaries/', LAPTOP],
  ['Material, guide, phone', join(work, 'mkdocs'), 'tools/nearpod/', PHONE],
  ['Material, guide', join(work, 'mkdocs'), 'tools/nearpod/', LAPTOP],
  ...others.flatMap((other) => {
    const [folder, address] = other.split('=');
    return [[`${other}, phone`, folder, address, PHONE], [other, folder, address, LAPTOP]];
  }),
];

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** Serves a folder with compressed texts, as common web hosts do. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, address.endsWith('/') ? `${address}index.html` : address);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    const type = TYPES[extname(file)];
    if (!type) return createReadStream(file).pipe(response.writeHead(200, { 'cache-control': 'max-age=600' }));
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'max-age=600' });
    response.end(gzipSync(readFileSync(file), { level: 9 }));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: (address) => `http://127.0.0.1:${server.address().port}/${address}`, close: () => server.close() };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Opens a page once with an empty cache: 150 ms round trip, 1.6 Mbit/s, a processor a quarter as fast. */
async function open(browser, url, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let requests = 0, bytes = 0;
  client.on('Network.requestWillBeSent', () => requests++);
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(() => {
    window.measured = { paint: 0, shift: 0 };
    const each = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    each('largest-contentful-paint', ({ startTime }) => (window.measured.paint = startTime));
    each('layout-shift', ({ value }) => (window.measured.shift += value));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const { paint, shift } = await page.evaluate(() => window.measured);
  await context.close();
  return { requests, bytes, paint, shift };
}

/** The milliseconds from a click on a filter until its cards are shown, on a processor a quarter as fast. */
async function filter(browser, url) {
  const page = await browser.newPage({ viewport: LAPTOP });
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'load' });
  const cards = await page.locator('#HR-results > li').count();
  const times = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); }));
    const times = [];
    for (const box of [...document.querySelectorAll('#HR-facets input')].slice(0, 12)) {
      for (let press = 0; press < 2; press++) {
        await frame();
        const start = performance.now();
        box.click();
        await frame();
        times.push(performance.now() - start);
      }
    }
    return times;
  });
  await page.close();
  return { cards, middle: median(times), slowest: Math.max(...times) };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
row('page', 'requests', 'KB over the wire', 'LCP, ms (slowest)', 'layout shift');
row('---', '--:', '--:', '--:', '--:');
for (const [name, folder, address, screen] of PAGES) {
  const site = await serve(folder);
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await open(browser, site.url(address), screen));
  const [{ requests, bytes }] = runs;
  const paints = runs.map(({ paint }) => paint);
  row(name, requests, Math.round(bytes / 1000), `${Math.round(median(paints))} (${Math.round(Math.max(...paints))})`, Math.max(...runs.map(({ shift }) => shift)).toFixed(4));
  site.close();
}
const site = await serve(join(work, 'cards'));
const { cards, middle, slowest } = await filter(browser, site.url('tools/'));
console.log(`\na filter among ${cards} cards: ${Math.round(middle)} ms, slowest ${Math.round(slowest)} ms`);
site.close();
await browser.close();
