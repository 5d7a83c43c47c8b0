// What the theme's scripts add: menu, theme button, facets, My grade, tables, comparison. All on a server, a few on a
// disk too.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { served, open as visit } from './fixture.js';
import { fileUrl } from './site.js';

const site = await served();
let context;
let page;

/** Opens an address in a new profile, on the given day if there is one. */
async function open(t, address, { day, ...options } = {}) {
	const prepare = (own) => day && own.context().clock.setFixedTime(new Date(`${day}T09:00:00`));
	const url = address.startsWith('file:') ? address : site.url(address);
	({ context, page } = await visit(t, url, { viewport: { width: 1280, height: 900 }, prepare, ...options }));
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const titles = () => page.locator('#HR-results > li:not([hidden]) h3').allInnerTexts();
const count = () => page.locator('#HR-count').innerText();
const query = () => new URL(page.url()).search;
const focused = () => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id);

describe('the masthead', () => {
	test('the menu opens and Esc gives the focus back', async (t) => {
		await open(t, '', PHONE);
		const button = page.locator('#HR-menu-btn');
		assert.equal(await page.locator('#HR-nav').isVisible(), false);
		await button.press('Enter');
		assert.equal(await page.locator('#HR-nav').isVisible(), true);
		await page.keyboard.press('Tab');
		assert.equal(await button.getAttribute('aria-expanded'), 'true');
		await page.keyboard.press('Escape');
		assert.equal(await page.locator('#HR-nav').isVisible(), false);
		assert.equal(await page.evaluate(() => document.activeElement.id), 'HR-menu-btn');
	});

	test('the choice of a theme is stored only if it differs from that of the device', async (t) => {
		await open(t, '', { colorScheme: 'light' });
		const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const light = await ground();
		const button = page.getByRole('button', { name: 'Dark theme' });
		await button.click();
		assert.notEqual(await ground(), light);
		await page.goto(site.url('tools/'));
		assert.notEqual(await ground(), light);
		assert.equal(await button.getAttribute('aria-pressed'), 'true');
		await button.click();
		assert.equal(await ground(), light);
		assert.equal(await page.evaluate(() => localStorage.getItem('theme')), null);
	});

	test('if the browser refuses storage, the choice counts for the page', async (t) => {
		const prepare = (own) =>
			own.addInitScript(() =>
				Object.defineProperty(window, 'localStorage', {
					get() {
						throw new DOMException('refused', 'SecurityError');
					},
				}),
			);
		await open(t, 'tools/nearpod/', { colorScheme: 'light', prepare });
		await page.locator('#HR-theme-btn').click();
		assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
		await page.locator('#HR-my-grade').selectOption('4');
		assert.match(await page.locator('.facts > .says').innerText(), /^Grade 4: /);
	});
});

describe('facets', () => {
	test('values of one facet add up, facets narrow each other, and the address holds the choice', async (t) => {
		await open(t, 'tools/');
		const all = (await titles()).length;
		await page.getByRole('checkbox', { name: 'Approved', exact: false }).first().check();
		const approved = (await titles()).length;
		assert.ok(approved > 0 && approved < all);
		await page.getByRole('checkbox', { name: 'Retired' }).check();
		const more = (await titles()).length;
		assert.ok(more > approved);
		await page.getByRole('checkbox', { name: 'Grades PK–2' }).check();
		const fewer = await titles();
		assert.ok(fewer.length > 0 && fewer.length < more);
		assert.equal(query(), '?status=approved&status=retired&grades=pk-2');
		assert.match(await page.title(), /^Approved, Retired, Grades PK–2 – /);
		assert.match(await count(), new RegExp(`^${fewer.length} of ${all} `));

		await page.reload();
		assert.deepEqual(await titles(), fewer);
		await page.goBack();
		await page.waitForFunction(() => !location.search.includes('grades'));
		assert.equal((await titles()).length, more);
		await page.goBack();
		await page.waitForFunction(() => !location.search.includes('retired'));
		assert.equal((await titles()).length, approved);
		await page.goForward();
		await page.waitForFunction(() => location.search.includes('retired'));
		assert.equal((await titles()).length, more);
	});

	test('the number beside a value is the number of entries that choosing it gives', async (t) => {
		await open(t, 'tools/');
		await page.getByRole('checkbox', { name: 'Grades 3–5' }).check();
		const box = page.locator('li', { has: page.getByRole('checkbox', { name: 'Science' }) }).last();
		const said = Number(await box.locator('.n').innerText());
		await box.getByRole('checkbox').check();
		assert.equal((await titles()).length, said);
	});

	test("what may be used in the reader's grade can be chosen", async (t) => {
		await open(t, 'tools/');
		const may = page.getByRole('group', { name: 'May I use it?' });
		const yes = may.getByRole('checkbox', { name: /^Yes \d+$/ });
		const number = async () => Number(await yes.locator('xpath=..').locator('.n').innerText());
		const inAll = await number();
		await page.getByLabel('My grade').selectOption('4');
		assert.notEqual(await number(), inAll);
		await yes.check();
		assert.equal((await titles()).length, await number());
		for (const says of await page.locator('#HR-results > li:not([hidden]) .says').allInnerTexts())
			assert.match(says, /^Grade 4: yes/);
		assert.equal(query(), '?answer=Yes');
		// With another grade other tools are shown, and the choice stays.
		const before = await titles();
		await page.getByLabel('My grade').selectOption('10');
		assert.notDeepEqual(await titles(), before);
		for (const says of await page.locator('#HR-results > li:not([hidden]) .says').allInnerTexts())
			assert.match(says, /^Grade 10: yes/);
		await page.getByLabel('My grade').selectOption('');
		assert.equal(await number(), inAll);
	});

	test('by keyboard, Space chooses and keeps the focus, and removing a chip moves the focus on', async (t) => {
		await open(t, 'tools/');
		const first = page.getByRole('checkbox').first();
		await first.focus();
		await page.keyboard.press('Space');
		assert.ok(await first.evaluate((input) => input === document.activeElement));
		await page.keyboard.press('Tab');
		await page.keyboard.press('Space');
		const chips = page.locator('#HR-chips button');
		assert.equal(await chips.count(), 3, 'two chips and Clear all');
		assert.match(await chips.first().innerText(), /^Remove filter:/);
		await chips.first().press('Enter');
		assert.match(await focused(), /^Remove filter:/);
		await page.keyboard.press('Enter');
		assert.equal(await page.evaluate(() => document.activeElement.id), 'HR-count');
		assert.equal(query(), '');
	});

	test('a choice without results is reported, and Clear all shows everything', async (t) => {
		await open(t, 'tools/');
		const all = (await titles()).length;
		await page.getByLabel('Contains').fill('no such words');
		await page.locator('#HR-none').waitFor();
		assert.equal((await titles()).length, 0);
		assert.equal(query(), '?contains=no+such+words');
		await page.getByRole('button', { name: 'Clear all filters' }).click();
		assert.equal((await titles()).length, all);
		assert.equal(query(), '');
	});

	test('the address holds the other order', async (t) => {
		await open(t, 'tools/');
		const before = await titles();
		await page.getByLabel('Sort by').selectOption({ index: 1 });
		const after = await titles();
		assert.notDeepEqual(after, before);
		assert.deepEqual([...after].sort(), [...before].sort());
		await page.reload();
		assert.deepEqual(await titles(), after);
	});

	test('on the page of one value, other values can be added', async (t) => {
		await open(t, 'tools/status/approved/');
		await page.locator('#HR-facets').getByRole('link', { name: 'Grades PK–2' }).click();
		await page.waitForURL((url) => url.pathname.endsWith('/tools/'));
		assert.equal(query(), '?status=approved&grades=pk-2');
		assert.ok(await page.getByRole('checkbox', { name: 'Grades PK–2' }).isChecked());
	});

	test('on a phone: in place, with targets of 44 px, and closed by Esc or by Show', async (t) => {
		await open(t, 'tools/', PHONE);
		const button = page.locator('#HR-facet-btn');
		const panel = page.locator('#HR-facets');
		assert.equal(await panel.isVisible(), false);
		await button.click();
		const low = await panel
			.locator('label, button')
			.evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height).filter((height) => height < 44));
		assert.deepEqual(low, []);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Escape');
		assert.equal(await panel.isVisible(), false);
		assert.equal(await page.evaluate(() => document.activeElement.id), 'HR-facet-btn');
		await button.click();
		await page.getByRole('checkbox', { name: 'Retired' }).check();
		const apply = panel.getByRole('button');
		assert.match(await apply.innerText(), /^Show \d+ of \d+ /);
		await apply.click();
		assert.equal(await panel.isVisible(), false);
		assert.equal(await page.evaluate(() => document.activeElement.id), 'HR-count');
		assert.match(await button.innerText(), /\(1\)/);
	});

	test('they work the same on a disk', async (t) => {
		await open(t, fileUrl('tools/index.html'));
		const all = (await titles()).length;
		await page.getByRole('checkbox', { name: 'Retired' }).check();
		assert.ok((await titles()).length < all);
		assert.equal(query(), '?status=retired');
		await page.goBack();
		await page.waitForFunction(() => !location.search);
		assert.equal((await titles()).length, all);
	});
});

describe('My grade', () => {
	const says = (name) =>
		page
			.locator('#HR-results > li', { has: page.getByRole('link', { name, exact: true }) })
			.locator('.says')
			.innerText();

	test('changes the answers on cards and guides, and is remembered', async (t) => {
		await open(t, 'tools/', { day: '2026-11-22' });
		const everyone = await says('Nearpod');
		await page.getByLabel('My grade').selectOption('4');
		assert.match(await says('Nearpod'), /^Grade 4: yes, once the consent form is back\. /);
		assert.match(await says('Canvas'), /[Nn]ot for grade 4\./);
		await page.goto(site.url('tools/canvas/'));
		assert.equal(await page.locator('.facts > .st').innerText(), 'No');
		assert.match(await page.locator('#HR-reason').innerText(), /Not for grade 4/);
		await page.goto(site.url('tools/compare/'));
		const row = page.locator('tr[data-key="canvas"]');
		assert.equal(await row.locator('.st').innerText(), 'No');
		await page.getByLabel('My grade').selectOption('8');
		assert.equal(await row.locator('.st').innerText(), 'Yes');
		await page.goto(site.url('tools/'));
		await page.getByLabel('My grade').selectOption('');
		assert.equal(await says('Nearpod'), everyone);
	});

	test('an approval that has ended since the build says so on that day', async (t) => {
		await open(t, 'tools/nearpod/', { day: '2027-06-30' });
		assert.equal(await page.locator('.facts > .st').innerText(), 'Yes, if');
		await context.clock.setFixedTime(new Date('2027-07-01T00:30:00'));
		await page.reload();
		assert.equal(await page.locator('.facts > .st').innerText(), 'Check first');
		assert.match(await page.locator('.facts > .says').innerText(), /ended on June 30, 2027/);
		await page.goto(site.url('tools/'));
		assert.match(await says('Nearpod'), /^Check first\./);
	});

	test('with a clock that is behind the build, the answers are those of the day of the build', async (t) => {
		await open(t, 'tools/nearpod/', { day: '2020-01-01' });
		assert.equal(await page.locator('.facts > .st').innerText(), 'Yes, if');
	});

	test('without scripts, a table shows the answer for each grade', async (t) => {
		await open(t, 'tools/adobe-creative-cloud/', { javaScriptEnabled: false });
		const rows = page.locator('.by-grade tbody tr');
		assert.ok((await rows.count()) > 1);
		assert.ok(await rows.first().isVisible());
		assert.equal(await page.locator('#HR-my-grade').isVisible(), false);
	});
});

describe('tables', () => {
	const column = (number) => page.locator(`#HR-table tbody tr > :nth-child(${number})`).allInnerTexts();

	test('a heading sorts the table, is announced, and leaves unknown values last', async (t) => {
		await open(t, 'degrees/');
		const before = await column(1);
		const head = page.getByRole('columnheader', { name: 'Credits' });
		await head.getByRole('button').click();
		assert.equal(await head.getAttribute('aria-sort'), 'ascending');
		const up = await column(1);
		assert.notDeepEqual(up, before);
		const credits = await column(4);
		assert.match(credits[0], /33/);
		assert.doesNotMatch(credits.at(-1), /\d/);
		assert.equal(await page.locator('#HR-table-live').innerText(), 'Sorted by Credits, lowest first');
		await head.getByRole('button').press('Enter');
		assert.equal(await head.getAttribute('aria-sort'), 'descending');
		const down = await column(4);
		assert.match(down[0], /35/);
		assert.doesNotMatch(down.at(-1), /\d/);
	});

	test('two to four rows can be compared side by side, differences first, at their own address', async (t) => {
		await open(t, 'degrees/');
		await page.getByRole('checkbox', { name: 'Compare M.S. Learning Design and Technology' }).check();
		assert.equal(await page.getByRole('button', { name: /^Compare/ }).isVisible(), false);
		await page.getByRole('checkbox', { name: 'Compare Master of Educational Technology (M.E.T.)' }).check();
		await page.getByRole('button', { name: 'Compare 2 chosen' }).click();
		const side = page.locator('#HR-compare table');
		assert.deepEqual(await side.locator('thead th').allInnerTexts(), [
			'M.S. Learning Design and Technology',
			'Master of Educational Technology (M.E.T.)',
		]);
		const parts = await side
			.locator('tbody')
			.evaluateAll((bodies) => bodies.map((body) => [...body.rows].map((row) => row.cells[0].innerText)));
		assert.equal(parts[0][0], 'What differs');
		assert.ok(parts[0].includes('Credits'));
		assert.ok(parts[1].includes('Award'));
		assert.ok(!parts[1].includes('Time'), 'what is known of none of them is left out');
		assert.match(await page.locator('.printline').textContent(), /degrees\/\?with=purdue-ldt,boise-state-met\. /);
		assert.equal(await page.locator('#HR-table').isVisible(), false);
		const address = page.url();
		assert.match(address, /\?with=purdue-ldt,boise-state-met$/);
		await page.goBack();
		await page.locator('#HR-table').waitFor();
		await page.goto(address);
		assert.ok(await side.isVisible());
		await page.emulateMedia({ media: 'print' });
		assert.ok(await side.isVisible());
	});

	test('at most four rows are compared, and unknown names are ignored', async (t) => {
		await open(t, 'tools/compare/?with=nearpod,nobody,kahoot,canva,canvas,slack');
		assert.equal(await page.locator('#HR-compare thead th').count(), 4);
	});

	test('a guide links to the comparison with itself chosen', async (t) => {
		await open(t, 'tools/nearpod/');
		await page.getByRole('link', { name: 'Compare with others' }).click();
		assert.ok(await page.getByRole('checkbox', { name: 'Compare Nearpod' }).isChecked());
		assert.ok(await page.locator('#HR-table').isVisible());
		assert.equal(await page.locator('#HR-picks p').innerText(), 'Nearpod is chosen. Choose up to three more.');
		await page.getByRole('checkbox', { name: 'Compare Kahoot' }).check();
		const go = page.getByRole('button', { name: 'Compare 2 chosen' });
		// The button is visible wherever in the table a reader is.
		for (const title of ['Adobe Creative Cloud', 'WeVideo']) {
			await page.getByRole('checkbox', { name: `Compare ${title}` }).scrollIntoViewIfNeeded();
			const { y, height } = await go.boundingBox();
			assert.ok(y >= 0 && y + height <= page.viewportSize().height, `${title}: ${y}`);
		}
	});

	test('comparison works on a disk too', async (t) => {
		await open(t, `${fileUrl('tools/compare/index.html')}?with=nearpod,kahoot`);
		assert.equal(await page.locator('#HR-compare thead th').count(), 2);
	});
});
