// The search as readers use it: in the dialog and on its page, below a path, from a disk, under the strictest policy,
// with shards that are missing or broken, and with unusual queries.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { place, queries, reciprocal } from '../search/client.js';
import { axe, open, served } from './fixture.js';
import { fileUrl } from './site.js';

const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types homeroom";

const site = await served();

/** Adds the strictest policy to each page. */
const strictly = (page) =>
	page.route('**/*', async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY } });
	});

/** The number of results that a page shows, once it shows the results of the query. */
async function told(page, query) {
	const status = page.locator('dialog [role=status], #HR-search-page [role=status]');
	await status.filter({ hasText: query }).waitFor();
	return status.innerText();
}

async function openDialog(page) {
	await page.locator('#HR-search-open').click();
	await page.locator('dialog[open]').waitFor();
}

const results = (page) => page.locator('.res > li > a');
const first = (page) => results(page).first().locator('.rt').innerText();

describe('the dialog', () => {
	test('opens from the keyboard, finds while typing, and gives the focus back', async (t) => {
		const { page, seen } = await site.open(t, 'tools/nearpod/');
		const before = seen.requests.length;
		assert.ok(!seen.requests.some((url) => url.includes('/search/shards/')), 'nothing of the index is loaded before');
		await page.locator('#HR-search-open').focus();
		await page.keyboard.press('Control+k');
		await page.locator('dialog[open]').waitFor();
		assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
		await page.keyboard.type('kahot');
		await told(page, 'kahot');
		assert.equal(await first(page), 'Kahoot');
		// On a slow machine each letter is a query of its own. The whole index has over eighty files.
		assert.ok(seen.requests.length - before < 40, `${seen.requests.length - before} requests for a first query`);
		await page.keyboard.press('ArrowDown');
		assert.match(await page.evaluate(() => document.activeElement.href), /tools\/kahoot\/$/);
		await page.keyboard.press('ArrowUp');
		assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
		await page.keyboard.press('Escape');
		await page.waitForFunction(() => document.activeElement.id === 'HR-search-open');
	});

	test('leads to the search page with the query', async (t) => {
		const { page } = await site.open(t, 'about/');
		await openDialog(page);
		await page.keyboard.type('podcast');
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/search\/\?q=podcast/);
		await told(page, 'podcast');
		assert.equal(await page.locator('#HR-search-query').inputValue(), 'podcast');
	});

	test('a result leads to its page, and a section to its place', async (t) => {
		const { page } = await site.open(t, '');
		await openDialog(page);
		await page.keyboard.type('choosing a mode');
		await told(page, 'choosing a mode');
		await page.locator('.rs a').first().click();
		await page.waitForURL(/tools\/nearpod\/#choosing-a-mode$/);
	});

	test('a click with a key held opens the search page as a link does', async (t) => {
		const { page } = await site.open(t, 'about/');
		const [other] = await Promise.all([
			page.context().waitForEvent('page'),
			page.locator('#HR-search-open').click({ modifiers: ['Control'] }),
		]);
		await other.waitForURL(/\/search\/$/);
		assert.equal(await page.locator('dialog').count(), 0);
	});

	for (const colorScheme of ['light', 'dark']) {
		for (const width of [1280, 320]) {
			test(`axe finds nothing at ${width} px, ${colorScheme}`, async (t) => {
				const { page } = await site.open(t, 'tools/', { viewport: { width, height: 800 }, colorScheme });
				await openDialog(page);
				await page.keyboard.type('nearpod');
				await told(page, 'nearpod');
				const { violations } = await axe(page, { part: 'dialog' });
				assert.deepEqual(violations, []);
				const wide = await page.evaluate(
					() => document.querySelector('dialog').scrollWidth > document.querySelector('dialog').clientWidth,
				);
				assert.ok(!wide, 'nothing is wider than the dialog');
			});
		}
	}
});

describe('the search page', () => {
	test('restores an address, narrows, counts, and goes back', async (t) => {
		const { page } = await site.open(t, 'search/?q=video&grade=4');
		await told(page, 'video');
		assert.equal(await page.locator('#HR-search-grade').inputValue(), '4');
		const narrowed = await results(page).count();
		const option = await page.locator('#HR-search-grade option:checked').innerText();
		assert.match(option, /^4 \(\d+\)$/);
		await page.locator('.seg input[value=tool]').check();
		await page.waitForURL(/kind=tool/);
		await page.waitForFunction((before) => document.querySelectorAll('.res > li').length < before, narrowed);
		for (const note of await page.locator('.res .rk').allInnerTexts()) assert.match(note, /^Tool guide/);
		await page.goBack();
		await page.waitForFunction((before) => document.querySelectorAll('.res > li').length === before, narrowed);
		assert.ok(!page.url().includes('kind='));
		assert.match(await page.title(), /^video – /);
	});

	test('every number beside a choice is what choosing it gives', async (t) => {
		const { page } = await site.open(t, 'search/?q=students');
		await told(page, 'students');
		for (const facet of ['status', 'subject', 'grade']) {
			const option = await page.locator(`#HR-search-${facet} option:not([hidden])`).nth(1).innerText();
			const [, label, number] = /^(.*) \((\d+)\)$/.exec(option);
			await page.locator(`#HR-search-${facet}`).selectOption(label);
			await page.waitForFunction(
				(wanted) => document.querySelector('#HR-search-page [role=status]').textContent.startsWith(`${wanted} result`),
				number,
			);
			await page.locator(`#HR-search-${facet}`).selectOption('');
			await page.waitForFunction(
				(wanted) => !document.querySelector('#HR-search-page [role=status]').textContent.startsWith(`${wanted} result`),
				number,
			);
		}
	});

	test('sorts by date', async (t) => {
		const { page } = await site.open(t, 'search/?q=nearpod&sort=date');
		await told(page, 'nearpod');
		const newest = await first(page);
		const dates = await page.evaluate(async () => {
			const of = async (href) => {
				const text = await (await fetch(href)).text();
				return (
					/Updated ([A-Z][a-z]+ \d+, \d{4})/.exec(text)?.[1] ?? /Reviewed ([A-Z][a-z]+ \d+, \d{4})/.exec(text)?.[1]
				);
			};
			return Promise.all([...document.querySelectorAll('.res > li > a')].slice(0, 5).map((link) => of(link.href)));
		});
		const times = dates.filter(Boolean).map((date) => Date.parse(date));
		assert.ok(times.length > 2, `${newest}: ${dates}`);
		assert.deepEqual(
			times,
			[...times].sort((a, b) => b - a),
		);
	});

	test('shows more and moves the focus to what is new', async (t) => {
		const { page } = await site.open(t, 'search/?q=class');
		await told(page, 'class');
		const before = await results(page).count();
		await page.getByRole('button', { name: 'Show more results' }).click();
		await page.waitForFunction((count) => document.querySelectorAll('.res > li').length > count, before);
		assert.equal(
			await page.evaluate(() => [...document.querySelectorAll('.res > li > a')].indexOf(document.activeElement)),
			before,
		);
	});

	test("answers for the reader's own grade, and on a later day as of that day", async (t) => {
		const prepare = async (own) => {
			await own.addInitScript(() => localStorage.setItem('homeroom-grade', '4'));
			await own.clock.setFixedTime(new Date('2026-11-23T10:00:00'));
		};
		const { page } = await site.open(t, 'search/?q=pear+deck', { prepare });
		await told(page, 'pear deck');
		assert.match(await page.locator('.rv').first().innerText(), /^Grade 4: until December 18, 2026/);
		await page.clock.setFixedTime(new Date('2027-01-10T10:00:00'));
		await page.reload();
		await told(page, 'pear deck');
		assert.match(await page.locator('.rv').first().innerText(), /^Grade 4: no\. Retired on December 18, 2026/);
	});

	test('without results says whom to ask, and suggests similar words', async (t) => {
		const { page } = await site.open(t, 'search/?q=zzyzzyxqua');
		assert.match(await told(page, 'zzyzzyxqua'), /Nothing found/);
		assert.match(await page.locator('.more').innerText(), /Educational Technology Office/);
		await page.locator('#HR-search-query').fill('nearpox');
		await told(page, 'nearpox');
		assert.equal(await first(page), 'Nearpod');
		await page.getByRole('button', { name: 'nearpod' }).click();
		await told(page, '“nearpod”');
	});

	test('without scripts explains why there is no search, and links to other ways', async (t) => {
		const { page } = await site.open(t, 'search/', { javaScriptEnabled: false });
		assert.match(await page.locator('main').innerText(), /Searching needs JavaScript/);
		await page.getByRole('link', { name: 'A–Z' }).first().click();
		await page.waitForURL(/a-z\/$/);
	});

	test('axe finds nothing among results', async (t) => {
		const { page } = await site.open(t, 'search/?q=nearpod');
		await told(page, 'nearpod');
		const { violations } = await axe(page);
		assert.deepEqual(violations, []);
	});
});

test('the queries of tests/search find in a browser what they find in Node.js', async (t) => {
	const { page } = await site.open(t, 'search/');
	await page.locator('[role=status]').filter({ hasText: 'Type a tool' }).waitFor();
	const asked = queries();
	const found = await page.evaluate(
		async (list) => {
			const opener = document.getElementById('HR-search-open');
			const { words } = opener.dataset;
			const load = (name) => window.homeroom.load(new URL(`shards/${name}.js`, opener.href).href);
			const engine = window.homeroomEngine.create({ load, words });
			window.homeroomShard = (...shard) => engine.register(...shard);
			const all = [];
			for (const query of list)
				all.push((await engine.find(query, { limit: 20 })).results.map(({ href }) => ({ href })));
			return all;
		},
		asked.map(({ query }) => query),
	);
	const ranks = asked.map(({ kind, wanted }, at) => ({ kind, at: place(found[at], wanted) }));
	const mean = (list) => reciprocal(list.map(({ at }) => at));
	assert.ok(mean(ranks) >= 0.9, `all: ${mean(ranks)}`);
	assert.ok(mean(ranks.filter(({ kind }) => kind === 'typo')) >= 0.8);
});

describe('in other places', () => {
	test('from a disk', async (t) => {
		const { page, seen } = await open(t, fileUrl('tools/nearpod/index.html'));
		await openDialog(page);
		await page.keyboard.type('coching cycle');
		await told(page, 'coching cycle');
		assert.equal(await first(page), 'A coaching cycle in four weeks');
		await results(page).first().click();
		await page.waitForURL(/playbooks\/coaching-cycle\/index\.html$/);
		await page.goto(`${fileUrl('search/index.html')}?q=podcast`);
		await told(page, 'podcast');
		assert.deepEqual(
			seen.faults.filter((fault) => !fault.includes('net::ERR_ABORTED')),
			[],
		);
	});

	test('under the strictest policy', async (t) => {
		const { page, seen } = await site.open(t, 'search/?q=kahot', { prepare: strictly });
		await told(page, 'kahot');
		assert.equal(await first(page), 'Kahoot');
		await page.goto(site.url('about/'));
		await openDialog(page);
		await page.keyboard.type('rubric');
		await told(page, 'rubric');
		const outcome = await page.evaluate(() =>
			window.homeroom.load('https://elsewhere.example/x.js').then(
				() => 'loaded',
				({ name }) => name,
			),
		);
		assert.equal(outcome, 'TypeError');
		assert.ok(!seen.requests.some((url) => url.includes('elsewhere.example')), 'no script from elsewhere is asked for');
	});
});

describe('when shards are missing', () => {
	const lose = (page, pattern) => page.route(pattern, (route) => route.abort());
	const mayFail = /ERR_FAILED/;

	test('a missing shard of words is reported and can be loaded again, and other words still work', async (t) => {
		const { page } = await site.open(t, 'search/', { mayFail });
		await lose(page, '**/shards/p*.js');
		await page.locator('#HR-search-query').fill('kahoot');
		await told(page, 'A part of the search could not be loaded');
		await page.unroute('**/shards/p*.js');
		await page.getByRole('button', { name: 'Try again' }).click();
		await told(page, 'kahoot');
		assert.equal(await first(page), 'Kahoot');
	});

	test('a missing shard of documents loses only the results that it holds', async (t) => {
		const { page } = await site.open(t, 'search/', { mayFail });
		let lost = 0;
		await page.route('**/shards/t*.js', (route) => (lost++ ? route.continue() : route.abort()));
		await page.locator('#HR-search-query').fill('nearpod');
		await told(page, 'nearpod');
		assert.ok((await results(page).count()) > 3);
		assert.match(await page.locator('.more').innerText(), /A part of the search could not be loaded/);
	});

	test('a missing table is reported on the search page, and can be loaded again', async (t) => {
		const prepare = (own) => lose(own, '**/shards/table.js');
		const { page } = await site.open(t, 'search/?q=kahoot', { prepare, mayFail });
		await page.getByRole('alert').waitFor();
		await page.unroute('**/shards/table.js');
		await page.getByRole('button', { name: 'Try again' }).click();
		await told(page, 'kahoot');
	});

	test('if a new build was published meanwhile, its index is loaded', async (t) => {
		const { page } = await site.open(t, 'search/');
		await page.route(/shards\/p\d+\.js$/, async (route) => {
			const response = await route.fetch();
			await route.fulfill({
				response,
				body: (await response.text()).replace(/^(homeroomShard\("p\d+",")[0-9a-f]{8}/, '$1deadbeef'),
			});
		});
		await page.locator('#HR-search-query').fill('kahoot');
		await told(page, 'The site has just been updated');
		await page.unroute(/shards\/p\d+\.js$/);
		await page.getByRole('button', { name: 'Try again' }).click();
		await told(page, 'kahoot');
	});
});

describe('unusual queries', () => {
	const QUERIES = {
		'one letter': 'a',
		'ten thousand letters': 'x'.repeat(10000),
		'ten thousand words': 'nearpod '.repeat(1250),
		punctuation: '?!… ""„“ (((',
		emoji: '👩‍🏫🎉',
		'right to left': 'מורה לכיתה ד',
		HTML: '<img src=x onerror=alert(1)><script>alert(1)</script>',
		'a pattern': '.*(a+)+$ [a-z]{9999}',
		'names of objects': '__proto__ constructor toString',
		'half a character': '\ud83d nearpod',
	};
	for (const [name, query] of Object.entries(QUERIES)) {
		test(name, async (t) => {
			const { page } = await site.open(t, 'search/');
			await page.locator('[role=status]').filter({ hasText: 'Type a tool' }).waitFor();
			await page.evaluate(() => {
				window.before = document.querySelector('[role=status]').firstChild;
			});
			await page.locator('#HR-search-query').fill(query);
			await page.waitForFunction(() => document.querySelector('[role=status]').firstChild !== window.before);
			assert.doesNotMatch(await page.locator('[role=status]').innerText(), /could not be loaded/);
			assert.equal(await page.locator('.res img, .res script').count(), 0);
		});
	}
});
