// The live preview beyond one page: many tabs, other days, strict policies, a preview that is started again.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { profile } from './fixture.js';
import { heard, marks, open, preview, restored, settle, shows, TODAY } from './preview-site.js';

const BASE_TEMPLATE = readFileSync(new URL('../../themes/default/templates/base.html', import.meta.url), 'utf8');

/** A new browser, and the event streams that it opens. */
async function newContext(t) {
	const context = await profile(t, { viewport: { width: 1280, height: 800 }, locale: 'en-US' });
	const streams = [];
	context.on('request', (request) => request.url().endsWith('/_homeroom/events') && streams.push(request));
	return { context, streams };
}

test('two tabs on different pages: each shows its own change', async (t) => {
	const site = await preview(t);
	const { context } = await newContext(t);
	const about = await open(context, site.url('about/'));
	const lamp = await open(context, site.url('gadgets/lamp/'));
	site.edit('content/about.md', 'The first words.', 'The other words.');
	await shows(about.page, 'The other words.');
	site.edit('content/gadgets/lamp.md', 'A lamp.', 'A brighter lamp.');
	await shows(lamp.page, 'A brighter lamp.');
	assert.deepEqual([about.loads(), lamp.loads()], [1, 1]);
	assert.equal(await about.page.getByText('A brighter lamp.').count(), 0);
});

test('twenty tabs share one event stream, and all learn of a save', async (t) => {
	const site = await preview(t);
	const { context, streams } = await newContext(t);
	const failed = [];
	context.on('requestfailed', (request) => failed.push(request.url()));
	const waiting = new Set();
	context.on('request', (request) => waiting.add(request));
	context.on('requestfinished', (request) => waiting.delete(request));
	const pages = [];
	context.on(
		'request',
		(request) =>
			request.resourceType() === 'xhr' && request.url().startsWith(site.url('')) && pages.push(request.url()),
	);
	const addresses = ['about/', 'gadgets/lamp/', 'other/', ''];
	const tabs = [];
	for (let at = 0; at < 20; at++) tabs.push(await open(context, site.url(addresses[at % addresses.length])));
	site.edit('homeroom.yaml', 'title: Handbook', 'title: Notebook');
	await Promise.all(tabs.map(({ page }) => page.getByRole('link', { name: 'Notebook' }).first().waitFor()));
	assert.equal(streams.length, 1);
	assert.equal(pages.length, 40, 'each tab asks for its page once when it opens and once after the save');
	assert.deepEqual(
		tabs.map(({ loads }) => loads()),
		Array(20).fill(1),
	);
	assert.deepEqual(failed, []);
	assert.deepEqual(
		[...waiting].map((request) => request.url()),
		[`${site.origin}/_homeroom/events`],
	);
	assert.deepEqual(
		tabs.flatMap(({ faults }) => faults),
		[],
	);
});

test('when the tab that listens is closed or goes elsewhere, another one takes over', async (t) => {
	const site = await preview(t);
	const { context, streams } = await newContext(t);
	const tabs = [];
	for (const address of ['about/', 'gadgets/lamp/', 'about/']) tabs.push(await open(context, site.url(address)));
	assert.equal(streams.length, 1);
	const listener = () => tabs.findIndex(({ page }) => streams.at(-1).frame().page() === page);
	for (const leave of [(page) => page.close(), (page) => page.goto('about:blank')]) {
		const at = listener();
		assert.ok(at >= 0);
		const taken = context.waitForEvent('request', (request) => request.url().endsWith('/_homeroom/events'));
		await leave(tabs[at].page);
		await taken;
		tabs.splice(at, 1);
		assert.ok(listener() >= 0, 'another tab listens');
		const title = `Title ${tabs.length}`;
		site.write('homeroom.yaml', site.read('homeroom.yaml').replace(/title: .*/, `title: ${title}`));
		await Promise.all(tabs.map(({ page }) => page.getByRole('link', { name: title }).first().waitFor()));
	}
	assert.equal(tabs.length, 1);
});

test('when the preview is started again, an open tab brings itself up to date', async (t) => {
	const site = await preview(t);
	const { context } = await newContext(t);
	const { page, loads } = await open(context, site.url('about/'));
	const before = await settle(page);
	await site.stop();
	site.edit('content/about.md', 'The first words.', 'The words of the night.');
	site.edit('content/gadgets/lamp.md', 'title: Lamp', 'title: [Lamp');
	await site.restart();
	await shows(page, 'The words of the night.');
	await page.locator('homeroom-preview .card').waitFor();
	site.edit('content/about.md', 'The words of the night.', 'The words of the day.');
	await shows(page, 'The words of the day.');
	assert.equal(await page.evaluate(() => window.mark), before.mark);
	assert.equal(loads(), 1);
});

test('a chosen day counts on the next page too, until "Today" is pressed', async (t) => {
	const site = await preview(t, {}, { sample: true });
	const { context } = await newContext(t);
	const { page, loads } = await open(context, site.url('tools/pear-deck/?from=test'));
	const [date, back] = [page.locator('homeroom-preview #day'), page.locator('homeroom-preview #today')];
	const verdict = async () => (await page.locator('.says').first().innerText()).trim();
	const shown = () =>
		page.waitForFunction(
			(old) => [...document.querySelectorAll('.says')].slice(0, 1).some((says) => says.innerText.trim() !== old),
			now,
		);
	const now = await verdict();
	assert.equal(await date.inputValue(), TODAY);
	assert.ok(await back.isHidden());

	// The approval ends on December 18, 2026.
	await date.fill('2027-01-15');
	await shown();
	await back.waitFor();
	const later = await verdict();
	assert.notEqual(later, now);
	assert.equal(await date.inputValue(), '2027-01-15');
	assert.equal(new URL(page.url()).search, '?from=test');
	await page.waitForFunction(() => document.activeElement?.localName === 'homeroom-preview');

	await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').last().click();
	await page.waitForURL(site.url('tools/'));
	await back.waitFor();
	assert.equal(await date.inputValue(), '2027-01-15');
	await page.goBack();
	await back.waitFor();
	assert.equal(await verdict(), later);

	// A save also shows on that day.
	site.edit('content/tools/pear-deck.md', 'title: Pear Deck', 'title: Pear Deck for all');
	await page.getByRole('heading', { level: 1, name: 'Pear Deck for all' }).waitFor();
	assert.equal(await verdict(), later);

	await back.click();
	await page.waitForFunction((now) => document.querySelector('.says')?.innerText.trim() === now, now);
	await heard(page);
	assert.ok(await back.isHidden());
	assert.equal(await date.inputValue(), TODAY);

	// While a date is typed, each key gives a date that is not meant. Enter ends the typing.
	const before = loads();
	await date.focus();
	await page.keyboard.type('01152027');
	assert.equal(await date.inputValue(), '2027-01-15');
	assert.equal(loads(), before);
	await page.keyboard.press('Enter');
	await back.waitFor();
	assert.equal(await verdict(), later);
	assert.equal(loads(), before + 1);
});

test('under a policy that allows almost nothing, all works and nothing is reported', async (t) => {
	const policy =
		"default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types homeroom";
	const meta = '<meta charset="utf-8">';
	const site = await preview(t, {
		'templates/base.html': BASE_TEMPLATE.replace(
			meta,
			`${meta}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		),
		'themes/small/theme.yaml': 'styles: [site.css, small.css]\nscripts: [page.js]\n',
		'themes/small/assets/page.js': "document.querySelector('.lead').textContent += ' and as scripted';\n",
	});
	const { context } = await newContext(t);
	const reports = [];
	await context.exposeFunction('report', (words) => reports.push(words));
	await context.addInitScript(() =>
		document.addEventListener('securitypolicyviolation', (event) =>
			window.report(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
		),
	);
	const { page, loads, faults } = await open(context, site.url('about/'));
	const before = await settle(page);
	const card = page.locator('homeroom-preview .card');

	site.edit('content/about.md', 'The first words.', 'The other words.');
	await shows(page, 'The other words.');
	site.edit('themes/small/assets/small.css', '1px', '2px');
	await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '2px');
	site.edit('content/about.md', 'Paragraph 3 says nothing of note.', '| a | b |\n| :-: | - |\n| cell | d |');
	await shows(page, 'cell');
	site.edit('content/gadgets/lamp.md', 'title: Lamp', 'title: [Lamp');
	await card.waitFor();
	assert.equal(await page.locator('homeroom-preview .bar').evaluate((bar) => getComputedStyle(bar).display), 'flex');
	await page.locator('homeroom-preview .count').click();
	await card.waitFor({ state: 'hidden' });
	await page.getByLabel('Search').evaluate((field) => field.focus({ preventScroll: true }));
	assert.deepEqual(await marks(page), before);
	assert.equal(loads(), 1);
	// The page is reloaded for a change where the script has changed the page, and for an attribute that no script may
	// set.
	site.edit('templates/entry.html', 'As written', 'As rewritten');
	await shows(page, 'As rewritten and as scripted');
	await restored(page, before);
	const again = await settle(page);
	site.edit('templates/entry.html', '<article>', '<article onclick="nothing()">');
	await page.locator('article[onclick]').waitFor();
	await restored(page, again);
	assert.equal(loads(), 3);
	site.edit('templates/entry.html', '<article onclick="nothing()">', '<article>');
	await page.locator('article[onclick]').waitFor({ state: 'detached' });
	await heard(page);
	await page.locator('homeroom-preview #day').fill('2027-01-15');
	await page.locator('homeroom-preview #today').waitFor();
	// The policy refuses the handler in the template. The browser may report that at any time.
	assert.deepEqual(
		reports.filter((report) => !report.startsWith('script-src-attr')),
		[],
	);
	assert.deepEqual(faults, []);
	// The policy is in force.
	await assert.rejects(
		page.evaluate(() => {
			document.body.innerHTML = '<p>';
		}),
		/TrustedHTML/,
	);
});

test('the bar is not printed', async (t) => {
	const site = await preview(t);
	const { context } = await newContext(t);
	const { page } = await open(context, site.url('about/'));
	await page.emulateMedia({ media: 'print' });
	await page.locator('homeroom-preview .bar').waitFor({ state: 'hidden' });
	assert.ok(await page.getByText('The first words.').isVisible());
});

test('a site with a path in its address is served below it', async (t) => {
	const site = await preview(t);
	const { context } = await newContext(t);
	assert.equal(site.url(''), `${site.origin}/handbook/`);
	const { page } = await open(context, `${site.origin}/`);
	assert.equal(page.url(), site.url(''));
	await page.goto(`${site.origin}/handbook/gadgets/lamp`);
	assert.equal(page.url(), site.url('gadgets/lamp/'));
	assert.equal((await page.request.get(`${site.origin}/gadgets/lamp/`)).status(), 404);
	// The path is changed while a tab is open.
	await heard(page);
	site.edit('homeroom.yaml', '/handbook/', '/book/');
	await page.waitForURL(`${site.origin}/book/`);
	assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Start');
});
