// Proves the search of a large site: how much a first query loads, and that results come from all pages.
// usage: node search.js PAGES FOLDER KB, where FOLDER is the built site and KB is the most that a first query may load.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { engine } from '../../search/client.js';
import { launch, serve, watch } from '../site.js';

const [pages, folder, most] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])];
const size = (text) => gzipSync(text).length;

const scripts = readdirSync(join(folder, 'assets')).filter((name) => /^search.*\.js$/.test(name));
const scriptBytes = scripts.reduce((sum, name) => sum + size(readFileSync(join(folder, 'assets', name))), 0);
const QUERIES = [
	'consent form',
	'rubric',
	'question screen',
	'coaching students',
	'coching cycle',
	'te',
	'privacy agreement',
	'grade 4 video',
	'evidence',
	'weekly plan',
];
const colds = [];
for (const query of QUERIES) {
	const client = engine(folder);
	const { total } = await client.find(query, { limit: 8 });
	assert.ok(total > 0, query);
	const bytes = [...client.loaded.values()].reduce((sum, text) => sum + size(text), scriptBytes);
	colds.push(bytes / 1024);
}
colds.sort((a, b) => a - b);
const middle = colds[Math.floor(colds.length / 2)];
console.log(
	`${pages} pages: a first query loads ${middle.toFixed(0)} KB in the middle, ${colds.at(-1).toFixed(0)} KB at most, scripts included`,
);
assert.ok(middle <= most, `${middle} KB`);

const browser = await launch();
const site = await serve(folder);
try {
	const page = await browser.newPage();
	const seen = watch(page);
	await page.goto(site.url('search/?q=rubric'));
	await page.locator('.res > li').first().waitFor();
	const name = readdirSync(join(folder, 'examples')).filter((entry) => /-\d+$/.test(entry))[Math.floor(pages / 5)];
	const html = readFileSync(join(folder, 'examples', name, 'index.html'), 'utf8');
	const title = /<h1[^>]*>([^<]+)<\/h1>/.exec(html)[1];
	await page.locator('#HR-search-query').fill(title);
	await page.locator('[role=status]').filter({ hasText: title }).waitFor();
	assert.equal(await page.locator('.res .rt').first().innerText(), title);
	assert.deepEqual(seen.faults, []);
} finally {
	await browser.close();
	await site.close();
}
