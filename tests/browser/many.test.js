// A catalogue of more entries than its page holds: the first 400 in the page, the others from a data script.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, watch } from './site.js';

const HOMEROOM = process.env.HOMEROOM ?? fileURLToPath(new URL('../../target/debug/homeroom', import.meta.url));
const ALL = 450;

let browser;
let folder;
before(async () => {
	browser = await launch();
	folder = mkdtempSync(join(tmpdir(), 'homeroom-many-'));
	mkdirSync(join(folder, 'content/tools'), { recursive: true });
	writeFileSync(join(folder, 'homeroom.yaml'), 'title: Many\n');
	for (let n = 1; n <= ALL; n++) {
		const [status, extra] =
			n % 3 ? ['approved', 'approved_until: 2027-06-30'] : ['proposed', 'subjects: [math, science]'];
		const name = `tool-${String(n).padStart(3, '0')}`;
		const text = [
			'---',
			`title: Tool ${name}`,
			`summary: What ${name} does.`,
			'category: making',
			`status: ${status}`,
			'grades: 3-8',
			'cost_model: free',
			extra,
			'---',
			'',
		];
		writeFileSync(join(folder, `content/tools/${name}.md`), text.join('\n'));
	}
	execFileSync(
		HOMEROOM,
		['build', '--as-of', '2026-11-22', '--portable', '--site', folder, '--out', join(folder, 'out')],
		{ stdio: 'pipe' },
	);
});
after(async () => {
	await browser?.close();
	if (folder) rmSync(folder, { recursive: true });
});

const open = async (address, options) => {
	const page = await browser.newPage(options);
	const seen = watch(page);
	await page.goto(pathToFileURL(join(folder, 'out', 'tools')).href + address);
	return { page, seen, cards: page.locator('#HR-results > li:not([hidden])') };
};

test('filters and counts cover the entries that the page does not hold', async () => {
	const { page, seen, cards } = await open('/index.html');
	assert.equal(await cards.count(), 400);
	await page.getByRole('checkbox', { name: 'In review' }).check();
	await page.waitForFunction((n) => document.querySelectorAll('#HR-results > li:not([hidden])').length === n, ALL / 3);
	assert.equal(await page.locator('#HR-count').innerText(), `${ALL / 3} of ${ALL} entries`);
	const last = cards.last();
	assert.equal(await last.locator('h3').textContent(), 'Tool tool-450');
	assert.equal(await last.locator('.st').textContent(), 'Not yet');
	assert.match(await last.locator('dl').textContent(), /Grades 3–8/);
	await page.getByLabel('My grade').selectOption('4');
	assert.match(await last.locator('.says').textContent(), /^Grade 4: not yet\./);
	await last.getByRole('link').click();
	await page.waitForURL(/tool-450\/index\.html$/);
	assert.deepEqual(seen.faults, []);
	await page.close();
});

test('a grade counts the answers of all entries', async () => {
	const { page, seen } = await open('/index.html');
	await page.getByLabel('My grade').selectOption('4');
	const yes = page.getByRole('checkbox', { name: /^Yes \d+$/ });
	await page.waitForFunction(() => document.querySelector('#HR-facets .n').textContent === '300');
	await yes.check();
	await page.waitForFunction(() => document.querySelectorAll('#HR-results > li:not([hidden])').length === 300);
	await page.getByLabel('My grade').selectOption('12');
	await page.waitForFunction(() => document.querySelectorAll('#HR-results > li:not([hidden])').length === 0);
	assert.deepEqual(seen.faults, []);
	await page.close();
});

test('a scroll to the end asks for the others', async () => {
	const { page, seen, cards } = await open('/index.html');
	await page.locator('.more').scrollIntoViewIfNeeded();
	await page.waitForFunction((n) => document.querySelectorAll('#HR-results > li:not([hidden])').length === n, ALL);
	assert.equal(await cards.last().locator('h3').textContent(), 'Tool tool-450');
	assert.deepEqual(seen.faults, []);
	await page.close();
});

test('without scripts the page says what it holds and where the others are', async () => {
	const { page, cards } = await open('/index.html', { javaScriptEnabled: false });
	assert.equal(await cards.count(), 400);
	assert.match(await page.locator('.more').innerText(), /400 of 450/);
	await page.locator('.more a').click();
	assert.equal(await page.getByRole('link', { name: 'Tool tool-450' }).count(), 1);
	await page.close();
});
