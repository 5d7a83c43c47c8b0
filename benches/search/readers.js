// Measures an engine in a real browser: what the first query loads, how long queries take, how good the answers are.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { place, reciprocal } from '../../tests/search/client.js';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };
const SHOWN = 8; // how many results a reader sees at once

/** Serves a folder as common web hosts do, with compressed texts, and counts the bytes. */
async function serve(folder) {
  const counted = { bytes: 0 };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>bench</title>');
    const path = join(folder, decodeURIComponent(pathname));
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    const type = TYPES[extname(path)];
    const raw = readFileSync(path);
    const body = type && type !== 'application/wasm' ? gzipSync(raw) : raw;
    counted.bytes += body.length;
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream', ...(body === raw ? {} : { 'content-encoding': 'gzip' }) }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, counted, close: () => new Promise((done) => server.close(done).closeAllConnections()) };
}

const middle = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Measures an engine over its folder. */
export async function withBrowser(folder, engine, { clean, typos }) {
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const open = async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(server.url);
      await page.evaluate(`(${asFunction(engine.open)})().then((ask) => { self.ask = ask; })`);
      return page;
    };
    const colds = [];
    for (const { query } of spread(clean, 10)) {
      server.counted.bytes = 0;
      const page = await open();
      await page.evaluate(([asked, shown]) => self.ask(asked, shown), [query, SHOWN]);
      colds.push(server.counted.bytes);
      await page.context().close();
    }
    const page = await open();
    const ask = (asked) => page.evaluate(async ([list, shown]) => {
      const found = [];
      for (const query of list) {
        const start = performance.now();
        await self.ask(query, shown);
        const time = performance.now() - start;
        found.push({ time, results: await self.ask(query, 20) });
      }
      return found;
    }, [asked.map(({ query }) => query), SHOWN]);
    const answers = { clean: await ask(clean), typos: await ask(typos) };
    const rank = (found, asked) => (asked.length ? reciprocal(found.map(({ results }, at) => place(results.map((href) => ({ href })), asked[at].wanted))) : Number.NaN);
    const times = [...answers.clean, ...answers.typos].map(({ time }) => time);
    return { cold: middle(colds, 0.5), median: middle(times, 0.5), p95: middle(times, 0.95), clean: rank(answers.clean, clean), typos: rank(answers.typos, typos) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The text of a method, as the text of a function. */
const asFunction = (method) => String(method).replace(/^async open/, 'async function open');

const spread = (list, count) => list.filter((_, at) => at % Math.max(1, Math.floor(list.length / count)) === 0).slice(0, count);
