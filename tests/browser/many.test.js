// A catalogue with more entries than its page holds: the first cards are in the page, a script loads the others as
// data.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, open } from './fixture.js';

const ALL = 450;
/** How many of them are in review: few enough that the page of this status holds all of their cards. */
const IN_REVIEW = ALL / 5;

function tool(n) {
	const name = `tool-${String(n).padStart(3, '0')}`;
	const [status, extra] =
		n % 5 ? ['approved', 'approved_until: 2027-06-30'] : ['proposed', 'subjects: [math, science]'];
	const lines = [
		'---',
		`title: Tool ${name}`,
		`summary: What ${name} does.`,
		`lang: ${n % 2 ? 'en-US' : 'es'}`,
		'category: making',
		`status: ${status}`,
		'grades: 3-8',
		'cost_model: free',
		extra,
		'---',
		'',
	];
	return [`content/tools/${name}.md`, lines.join('\n')];
}

const tools = Array.from({ length: ALL }, (_, at) => tool(at + 1));
const folder = build({ 'homeroom.yaml': 'title: Many\n', ...Object.fromEntries(tools) }, '--portable');
const address = (page) => pathToFileURL(join(folder, page)).href;

/** How many cards the page holds. */
const HELD = readFileSync(join(folder, 'tools/index.html'), 'utf8').match(/<li data-values="[^"]/g).length;

async function catalogue(t, options) {
	const { page } = await open(t, address('tools/index.html'), options);
	const cards = page.locator('#HR-results > li:not([hidden])');
	const shows = (count) =>
		page.waitForFunction((n) => document.querySelectorAll('#HR-results > li:not([hidden])').length === n, count);
	return { page, cards, shows };
}

test('filters and counts cover the entries that the page does not hold', async (t) => {
	const { page, cards, shows } = await catalogue(t);
	assert.ok(HELD < ALL);
	assert.equal(await cards.count(), HELD);
	await page.getByRole('checkbox', { name: 'In review' }).check();
	await shows(IN_REVIEW);
	assert.equal(await page.locator('#HR-count').innerText(), `${IN_REVIEW} of ${ALL} entries`);
	const last = cards.last();
	assert.equal(await last.locator('h3').textContent(), 'Tool tool-450');
	assert.equal(await last.locator('.st').textContent(), 'Not yet');
	assert.match(await last.locator('dl').textContent(), /Grades 3–8/);
	await page.getByLabel('My grade').selectOption('4');
	assert.match(await last.locator('.says').textContent(), /^Grade 4: not yet\./);
	await last.getByRole('link').click();
	await page.waitForURL(/tool-450\/index\.html$/);
});

test('a card that is loaded as data is the same as a card of the template', async (t) => {
	const { page, cards, shows } = await catalogue(t);
	const articles = () =>
		cards.evaluateAll((all) =>
			all.map(({ firstElementChild: card }) => {
				for (const link of card.querySelectorAll('a')) link.href = new URL(link.href).pathname;
				return card.outerHTML.replace(/>\s+</g, '><');
			}),
		);
	await page.getByRole('checkbox', { name: 'In review' }).check();
	await shows(IN_REVIEW);
	const made = await articles();
	// A catalogue with fewer entries has all of its cards in the page.
	await page.goto(address('tools/status/proposed/index.html'));
	assert.deepEqual(made, await articles());
});

test('with a grade, the counts cover the answers of all entries', async (t) => {
	const { page, shows } = await catalogue(t);
	await page.getByLabel('My grade').selectOption('4');
	const yes = page.getByRole('checkbox', { name: /^Yes \d+$/ });
	await page.waitForFunction(() => document.querySelector('#HR-facets .n').textContent === '360');
	await yes.check();
	await shows(ALL - IN_REVIEW);
	await page.getByLabel('My grade').selectOption('12');
	await shows(0);
});

test('scrolling to the end loads the other cards', async (t) => {
	const { page, cards, shows } = await catalogue(t);
	await page.locator('.more').scrollIntoViewIfNeeded();
	await shows(ALL);
	assert.equal(await cards.last().locator('h3').textContent(), 'Tool tool-450');
});

test('without scripts the page says how many entries it shows and where the others are', async (t) => {
	const { page, cards } = await catalogue(t, { javaScriptEnabled: false });
	assert.equal(await cards.count(), HELD);
	assert.match(await page.locator('.more').innerText(), new RegExp(`${HELD} of ${ALL}`));
	await page.locator('.more a').click();
	await page.getByRole('link', { name: 'Tool tool-450' }).waitFor();
});

test('a search in the cards finds the words of lists on cards that the page does not hold', async (t) => {
	const kind = [
		'label: { one: Club, many: Clubs }',
		'folder: clubs',
		'fields:',
		'  days: { type: list, of: text }',
		'views:',
		'  - { shape: catalogue, title: Clubs, card: [days] }',
	].join('\n');
	const club = (n) => {
		const name = `club-${String(n).padStart(3, '0')}`;
		return [
			`content/clubs/${name}.md`,
			`---\ntitle: ${name}\ndays: [${n === ALL ? 'Monday, Friday' : 'Monday'}]\n---\n`,
		];
	};
	const clubs = Array.from({ length: ALL }, (_, at) => club(at + 1));
	const site = { 'homeroom.yaml': 'title: Many\n', 'kinds/club.yaml': kind, ...Object.fromEntries(clubs) };
	const { page } = await open(t, pathToFileURL(join(build(site, '--portable'), 'clubs/index.html')).href);
	await page.getByLabel('Contains').fill('friday');
	await page.getByRole('link', { name: `club-${ALL}` }).waitFor();
	assert.equal(await page.locator('#HR-results > li:not([hidden])').count(), 1);
});
