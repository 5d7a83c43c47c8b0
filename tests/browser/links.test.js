// A reader follows links through the site: on a server, below a path, and in a folder on a disk.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { open, served } from './fixture.js';
import { BASE, fileUrl, PORTABLE } from './site.js';

const site = await served();

/** Goes from the home page to a section, to an entry, and back by the breadcrumb. `at` names each target. */
async function walk(page, at) {
	const title = () => page.getByRole('heading', { level: 1 }).innerText();
	const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' });

	await page.goto(at.home);
	await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Tools', exact: true }).click();
	await page.waitForURL(at.section);
	const section = await title();

	await page.getByRole('main').getByRole('link', { name: 'Nearpod', exact: true }).first().click();
	await page.waitForURL(at.entry);
	assert.equal(await title(), 'Nearpod');

	await crumbs.getByRole('link').last().click();
	await page.waitForURL(at.section);
	assert.equal(await title(), section);

	await crumbs.getByRole('link').first().click();
	await page.waitForURL(at.home);
}

test('below a path, links lead through the site and everything that it loads is there', async (t) => {
	const { page, seen } = await site.open(t, '');
	await walk(page, { home: site.url(''), section: site.url('tools/'), entry: site.url('tools/nearpod/') });
	const foreign = seen.requests.filter((request) => !request.startsWith(site.url('')));
	assert.deepEqual(foreign, []);
	assert.ok(
		seen.requests.some((request) => request.endsWith('.css')),
		'no style sheet was asked for',
	);
});

test('an old address leads to the new address of its page', async (t) => {
	const { page } = await site.open(t, 'live-lessons/nearpod/', { waitUntil: 'commit' });
	await page.waitForURL(site.url('tools/nearpod/'));
});

test('a missing address deep in the site gets the 404 page with its styles and links', async (t) => {
	const missing = site.url('tools/no/such/page/');
	const { page, seen } = await site.open(t, 'tools/no/such/page/', { mayFail: /status of 404|page\/: 404$/ });
	assert.ok(seen.faults.includes(`${missing}: 404`));
	const sheets = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.cssRules.length));
	assert.ok(sheets.length > 0 && sheets.every((rules) => rules > 0), `style sheets: ${sheets}`);

	const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href));
	assert.ok(links.length > 5);
	for (const link of new Set(links)) {
		if (link.startsWith(`${missing}#`)) continue;
		assert.ok(link.startsWith(`${site.origin}${BASE}`), link);
		assert.equal((await page.request.get(link)).status(), 200, link);
	}
	await page.getByRole('main').getByRole('link').first().click();
	await page.waitForURL(site.url('a-z/'));
});

test('from a folder on a disk the site works as it does on a server', async (t) => {
	const at = ['index.html', 'tools/index.html', 'tools/nearpod/index.html'].map(fileUrl);
	const { page, seen } = await open(t, at[0]);
	await walk(page, { home: at[0], section: at[1], entry: at[2] });
	const foreign = seen.requests.filter((request) => !request.startsWith(pathToFileURL(PORTABLE).href));
	assert.deepEqual(foreign, []);
	assert.ok(
		seen.requests.some((request) => request.endsWith('.css')),
		'no style sheet was asked for',
	);
});
