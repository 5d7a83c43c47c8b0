// The card in which the live preview shows findings, over the last good version of the page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, profile } from './fixture.js';
import { open, preview, shows } from './preview-site.js';

async function tab(t, site, address, options = { viewport: { width: 1280, height: 800 } }) {
	const context = await profile(t, options);
	const opened = await open(context, site.url(address));
	const card = opened.page.locator('homeroom-preview .card');
	return { ...opened, card, toggle: opened.page.locator('homeroom-preview .count') };
}

const LAMP = 'content/gadgets/lamp.md';
const breakLamp = (site) => site.edit(LAMP, 'title: Lamp', 'title: [Lamp');

test('with a broken front matter, the card shows the fault and the last good page stays until it is fixed', async (t) => {
	const site = await preview(t);
	const { page, card, toggle } = await tab(t, site, 'gadgets/lamp/');
	await page.evaluate(() => {
		window.mark = 'here';
	});
	assert.equal(await toggle.innerText(), 'No findings');
	const good = site.read(LAMP);
	breakLamp(site);
	await card.waitFor();
	assert.match(await card.locator('h2').innerText(), /cannot be published/);
	const finding = card.locator('li');
	assert.equal(await finding.count(), 1);
	const place = finding.getByRole('link');
	assert.match(await place.innerText(), /^content\/gadgets\/lamp\.md:\d+:\d+$/);
	const [, line, column] = (await place.innerText()).split(':');
	// The page does not reveal where the site lies on this machine; only the link to the editor does when it is followed.
	const address = await place.getAttribute('href');
	assert.equal(address, `/_homeroom/editor/${line}:${column}/${LAMP}`);
	const answer = page.waitForResponse((response) => response.url().endsWith(address));
	await place.click();
	const { location } = await (await answer).allHeaders();
	assert.equal(location, `vscode://file${site.folder}/${LAMP}:${line}:${column}`);
	assert.equal(await page.evaluate(() => window.mark), 'here');
	assert.ok((await finding.locator('pre').innerText()).includes(`${line} | ${site.read(LAMP).split('\n')[line - 1]}`));
	assert.match(await finding.locator('.help').innerText(), /^Help: \w/);
	assert.match(await card.innerText(), /last good version of content\/gadgets\/lamp\.md/);
	assert.equal(await toggle.innerText(), '1 error');
	assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Lamp');

	site.write(LAMP, good.replace('A lamp.', 'A mended lamp.'));
	await card.waitFor({ state: 'hidden' });
	await shows(page, 'A mended lamp.');
	assert.equal(await toggle.innerText(), 'No findings');
	assert.equal(await page.evaluate(() => window.mark), 'here');
});

test('a page that is broken from the start shows the fault, and the page itself once it is fixed', async (t) => {
	const site = await preview(t, { [LAMP]: '---\ntitle: [Lamp\nsummary: It shines.\n---\nA lamp.\n' });
	const { page, card } = await tab(t, site, 'gadgets/lamp/');
	await card.waitFor();
	site.edit(LAMP, '[Lamp', 'Lamp');
	await card.waitFor({ state: 'hidden' });
	await page.getByRole('heading', { level: 1, name: 'Lamp' }).waitFor();
});

test('many similar findings are one item, with their number and more places', async (t) => {
	const links =
		'[gone](gone.md)\n\n'.repeat(30) + Array.from({ length: 30 }, (_, at) => `[own](own-${at}.md)\n`).join('\n');
	const site = await preview(t, { 'content/other.md': `---\ntitle: Other\n---\n### Too deep\n\n${links}\n` });
	const { card, toggle } = await tab(t, site, 'about/');
	await card.waitFor();
	assert.equal(await toggle.innerText(), '60 errors, 1 warning');
	const errors = card.locator('li.error');
	assert.equal(await errors.count(), 10);
	assert.match(await errors.first().innerText(), /there is no page content\/gone\.md: 30 times/);
	assert.match(await errors.first().innerText(), /also content\/other\.md:\d+, .* and 25 more/);
	// If there are errors, warnings are folded away, and the card says how many findings it leaves out.
	assert.ok(await card.locator('li.warning').isHidden());
	assert.match(await card.innerText(), /homeroom check --all shows 21 more\./);
});

test('warnings are only counted until the reader opens the card', async (t) => {
	const site = await preview(t, { 'content/other.md': '---\ntitle: Other\n---\n### Too deep\n' });
	const { page, card, toggle } = await tab(t, site, 'about/');
	await toggle.filter({ hasText: 'warning' }).waitFor();
	assert.ok(await card.isHidden());
	await toggle.click();
	await card.waitFor();
	assert.equal(await card.locator('h2').innerText(), 'Worth a look');
	assert.match(await card.locator('li').first().innerText(), /warning/);
	// The card stays open while the findings change.
	site.edit('content/other.md', 'Too deep', 'Far too deep');
	await card.locator('pre', { hasText: 'Far too deep' }).waitFor();
	await page.keyboard.press('Escape');
	await card.waitFor({ state: 'hidden' });
});

test('errors come first, and warnings beside them are folded', async (t) => {
	const early = Object.fromEntries(
		['a', 'b', 'c'].map((name) => [`content/${name}.md`, '---\ntitle: Early\n---\n### Too deep\n']),
	);
	const site = await preview(t, early);
	const { page, card, toggle } = await tab(t, site, 'gadgets/lamp/');
	await toggle.filter({ hasText: '3 warnings' }).waitFor();
	breakLamp(site);
	await card.waitFor();
	assert.match(await card.locator('li').first().innerText(), /^error/);
	const isInView = await card.evaluate((card) => {
		const [whole, first] = [card.getBoundingClientRect(), card.querySelector('.help').getBoundingClientRect()];
		return first.top >= whole.top && first.bottom <= whole.bottom;
	});
	assert.ok(isInView, 'the error and its remedy are seen without scrolling');
	assert.equal(await card.locator('li:visible').count(), 1);
	const rest = card.getByText('Also 3 warnings');
	await rest.click();
	assert.equal(await card.locator('li:visible').count(), 4);
	// A fold stays open or closed when the findings change.
	site.edit('content/gadgets/clock.md', 'A clock.', '[a page](missing.md)');
	await card.getByRole('link', { name: 'content/gadgets/clock.md:' }).waitFor();
	assert.equal(await card.locator('li:visible').count(), 5);
	assert.match(await page.locator('homeroom-preview .count').innerText(), /^2 errors, 3 warnings$/);
});

test('names are shown as code, and the place is shown once', async (t) => {
	const site = await preview(t);
	const { card } = await tab(t, site, 'about/');
	site.edit('content/other.md', 'Another page.', '[a page](missing.md)');
	const finding = card.locator('li').filter({ has: card.page().getByRole('link', { name: 'content/other.md:' }) });
	await finding.waitFor();
	assert.equal(await finding.locator('h3 code').innerText(), 'missing.md');
	assert.ok(!(await finding.innerText()).includes('`'));
	assert.ok(!(await finding.locator('pre').innerText()).includes('-->'));
});

test('several faults are all listed', async (t) => {
	const site = await preview(t);
	const { card, toggle } = await tab(t, site, 'about/');
	breakLamp(site);
	site.edit('content/gadgets/clock.md', 'summary: It ticks.', 'summery: It ticks.');
	site.edit('content/other.md', 'Another page.', '[a page](missing.md)');
	await card.getByRole('link', { name: 'content/other.md:' }).waitFor();
	await card.getByRole('link', { name: 'content/gadgets/clock.md:' }).first().waitFor();
	await card.getByRole('link', { name: 'content/gadgets/lamp.md:' }).waitFor();
	const counts = (await toggle.innerText()).match(/\d+/g).map(Number);
	assert.equal(
		await card.locator('li').count(),
		counts.reduce((sum, count) => sum + count),
	);
});

describe('if a file is broken on which all pages depend, the whole site stays as it was', () => {
	const cases = {
		'a template that cannot be read': [
			'templates/entry.html',
			(text) => text.replace('{% endblock %}', '{% endblok %}'),
		],
		'a template that fails': ['templates/entry.html', (text) => text.replace('page.title', 'page.titel')],
		'a kind': ['kinds/gadget.yaml', (text) => text.replace('type: text', 'type: txet')],
		'the settings': ['homeroom.yaml', (text) => text.replace('title: Handbook', 'title: [Handbook')],
	};
	for (const [name, [file, damage]] of Object.entries(cases)) {
		test(name, async (t) => {
			const site = await preview(t);
			const { page, card, loads, faults } = await tab(t, site, 'gadgets/lamp/');
			await page.evaluate(() => {
				window.mark = 'here';
			});
			const good = site.read(file);
			const [before, whole] = [await page.locator('main').innerHTML(), await page.title()];
			site.write(file, damage(good));
			await card.waitFor();
			assert.match(await card.innerText(), new RegExp(file.replace('.', '\\.')));
			// Every page is served as it was before.
			for (const address of ['', 'about/', 'other/', 'gadgets/', 'gadgets/lamp/', 'gadgets/clock/', 'a-z/']) {
				assert.equal((await page.request.get(site.url(address))).status(), 200, address);
			}
			assert.deepEqual([await page.locator('main').innerHTML(), await page.title()], [before, whole]);
			// Other files can still be changed meanwhile.
			site.edit(LAMP, 'A lamp.', 'A brighter lamp.');
			await shows(page, 'A brighter lamp.');
			assert.ok(await card.isVisible());
			site.write(file, good);
			await card.waitFor({ state: 'hidden' });
			await shows(page, 'A brighter lamp.');
			assert.equal(await page.evaluate(() => window.mark), 'here');
			assert.equal(loads(), 1);
			assert.deepEqual(faults, []);
		});
	}
});

describe('by keyboard', () => {
	const focus = (page) =>
		page.evaluate(() => {
			const { activeElement } = document;
			return (activeElement.shadowRoot ?? document).activeElement?.id || activeElement.localName;
		});

	test('the card takes no focus by itself, and Escape closes it until there is something new', async (t) => {
		const site = await preview(t);
		const { page, card } = await tab(t, site, 'gadgets/lamp/');
		await page.getByLabel('Search').focus();
		breakLamp(site);
		await card.waitFor();
		assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
		// In a field of the page, Escape does not close the card.
		await page.keyboard.press('Escape');
		assert.ok(await card.isVisible());
		await page.locator('main').focus();
		await page.keyboard.press('Escape');
		await card.waitFor({ state: 'hidden' });
		assert.equal(await focus(page), 'HR-main');
		// After another save with the same fault the card stays closed. A new fault opens it, and Escape closes it again.
		site.edit('content/gadgets/clock.md', 'A clock.', '[a page](missing.md)');
		await card.getByRole('link', { name: 'content/gadgets/clock.md:' }).waitFor();
		await page.keyboard.press('Escape');
		await card.waitFor({ state: 'hidden' });
		assert.match(await page.locator('homeroom-preview .count').innerText(), /^2 errors/);
	});

	test('the count opens and closes the card, and the focus is never lost', async (t) => {
		const site = await preview(t);
		const { page, card, toggle } = await tab(t, site, 'gadgets/lamp/');
		breakLamp(site);
		await card.waitFor();
		await card.getByRole('button', { name: 'Close' }).focus();
		await page.keyboard.press('Escape');
		await card.waitFor({ state: 'hidden' });
		assert.equal(await focus(page), 'count');
		assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
		await page.keyboard.press('Enter');
		await card.waitFor();
		assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
		assert.equal(await focus(page), 'close');
		await page.keyboard.press('Tab');
		assert.equal(await focus(page), 'place-0');
		// If findings change while the focus is in the card, it stays at its finding.
		site.edit('content/gadgets/clock.md', 'A clock.', '[a page](missing.md)');
		await card.getByRole('link', { name: 'content/gadgets/clock.md:' }).waitFor();
		assert.equal(await focus(page), 'place-0');
		site.edit(LAMP, '[Lamp', 'Lamp');
		site.edit('content/gadgets/clock.md', '[a page](missing.md)', 'A clock.');
		await card.waitFor({ state: 'hidden' });
		assert.equal(await focus(page), 'day');
	});
});

test('axe finds nothing while the card is open', async (t) => {
	const site = await preview(t, { 'content/other.md': '---\ntitle: Other\n---\n### Too deep\n' });
	breakLamp(site);
	for (const colorScheme of ['light', 'dark']) {
		for (const width of [1280, 390]) {
			await t.test(`${width} px, ${colorScheme}`, async (t) => {
				const { page, card } = await tab(t, site, 'about/', { viewport: { width, height: 844 }, colorScheme });
				await card.waitFor();
				await card.getByText('Also 1 warning').click();
				assert.deepEqual(await card.locator('.word').allInnerTexts(), ['error', 'warning']);
				// The card is outside of the body, where axe cannot check contrast.
				await page.evaluate(() => document.body.append(document.querySelector('homeroom-preview')));
				const resultTypes = ['violations', 'passes', 'incomplete'];
				const { violations, passes, incomplete } = await axe(page, { resultTypes });
				assert.deepEqual(violations, []);
				assert.deepEqual(
					incomplete.map(({ id }) => id),
					[],
				);
				const colors = passes.find(({ id }) => id === 'color-contrast').nodes;
				assert.ok(
					colors.some(({ target }) => JSON.stringify(target).includes('homeroom-preview')),
					'axe looked into the card',
				);
				const isWide = await page.evaluate(
					() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth,
				);
				assert.equal(isWide, false);
			});
		}
	}
});
