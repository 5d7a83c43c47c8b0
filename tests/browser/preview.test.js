// The live preview in a browser: a save shows at once, and what the reader did on the page stays.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { profile } from './fixture.js';
import { heard, marks, open, preview, restored, settle, shows } from './preview-site.js';

/** A tab on a page of a preview, in a browser without other tabs. */
async function tab(t, site, address) {
	const context = await profile(t, { viewport: { width: 1280, height: 800 } });
	return open(context, site.url(address));
}

test('a save changes the open page in place', async (t) => {
	const site = await preview(t);
	const sheets = (page) =>
		page.evaluate(() =>
			[...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href.replace(/.*\//, '')),
		);
	const cases = {
		'body text': {
			save: () => site.edit('content/about.md', 'The first words.', 'The other words.'),
			fresh: (page) => shows(page, 'The other words.'),
		},
		'a title': {
			save: () => site.edit('content/about.md', 'title: About', 'title: About us'),
			fresh: (page) => page.waitForFunction(() => document.title.startsWith('About us')),
			also: async (page) => assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'About us'),
		},
		'a template': {
			save: () => site.edit('templates/entry.html', 'As written', 'As rewritten'),
			fresh: (page) => shows(page, 'As rewritten'),
		},
		settings: {
			save: () => site.edit('homeroom.yaml', 'title: Handbook', 'title: Notebook'),
			fresh: (page) => page.getByRole('link', { name: 'Notebook' }).first().waitFor(),
			also: async (page) => assert.match(await page.title(), /Notebook/),
		},
		'a style sheet': {
			save: () => site.edit('themes/small/assets/small.css', '1px', '2px'),
			// The old style sheet is removed when the new one is loaded.
			fresh: (page) =>
				page.waitForFunction(
					() =>
						document.querySelectorAll('link[rel=stylesheet]').length === 2 &&
						getComputedStyle(document.querySelector('h1')).letterSpacing === '2px',
				),
			also: async (page) => assert.match((await sheets(page)).join(' '), /^site\.\w+\.css small\.\w+\.css$/),
		},
	};
	for (const [name, { save, fresh, also }] of Object.entries(cases)) {
		await t.test(name, async (t) => {
			const { page, loads, faults } = await tab(t, site, 'about/?look=1');
			const before = await settle(page);
			assert.match(before.place[0], /^Paragraph/);
			const { mark, details, field, focus, query } = before;
			assert.deepEqual(
				[mark, details, field, focus, query],
				['the same document', [true], 'half a thought', 'search', '?look=1'],
			);
			save();
			await fresh(page);
			await also?.(page);
			assert.deepEqual(await marks(page), before);
			assert.equal(loads(), 1);
			assert.deepEqual(faults, []);
		});
	}
});

describe('a page that is changed in place', () => {
	test('equals the page in a new tab after many saves', async (t) => {
		const site = await preview(t);
		const { page, loads } = await tab(t, site, 'about/');
		const before = await settle(page);
		const original = site.read('content/about.md');
		const steps = [
			['The first words.', 'The first words.\n\n## A heading\n\nUnder it.', 'Under it.'],
			['- one\n- two\n- three', '- three\n- two\n- zero', 'zero'],
			['<summary>More</summary>', '<summary>Still more</summary>', 'Still more'],
			['Paragraph 3 says nothing of note.', '| a | b |\n| - | - |\n| cell | d |', 'cell'],
		];
		for (const [from, to, shown] of steps) {
			site.edit('content/about.md', from, to);
			await shows(page, shown);
		}
		const article = (at) => at.locator('article').innerHTML();
		const fresh = await tab(t, site, 'about/');
		await fresh.page.locator('details').evaluate((details) => {
			details.open = true;
		});
		assert.equal(await article(page), await article(fresh.page));
		site.write('content/about.md', original);
		await page.getByRole('heading', { name: 'A heading' }).waitFor({ state: 'detached' });
		assert.equal((await marks(page)).mark, before.mark);
		assert.deepEqual((await marks(page)).details, [true]);
		assert.equal(loads(), 1);
	});

	test('shows the text of a tool, its verdict and its name in a list on the sample site', async (t) => {
		const site = await preview(t, {}, { sample: true });
		const [tool, list] = [await tab(t, site, 'tools/nearpod/'), await tab(t, site, 'tools/')];
		for (const { page } of [tool, list])
			await page.evaluate(() => {
				window.mark = 'here';
				scrollTo(0, 300);
			});
		const refused = tool.page.locator('details', { hasText: 'The code is refused' });
		await refused.evaluate((details) => {
			details.open = true;
		});
		site.edit('content/tools/nearpod.md', 'Take a lesson from', 'Borrow a lesson from');
		await tool.page.getByText('Borrow a lesson from').waitFor();
		assert.deepEqual(await tool.page.evaluate(() => [window.mark, scrollY]), ['here', 300]);
		assert.equal(tool.loads(), 1);
		// The theme's scripts change the verdict and sort the list, so the page is reloaded for these changes.
		site.edit('content/tools/nearpod.md', 'grades: K-12', 'grades: 6-12');
		await tool.page.locator('.says').filter({ hasText: '6–12' }).waitFor();
		site.edit('content/tools/nearpod.md', 'title: Nearpod', 'title: Nearpod for Larkspur');
		await list.page.getByRole('link', { name: 'Nearpod for Larkspur' }).first().waitFor();
		await tool.page.getByRole('heading', { level: 1, name: 'Nearpod for Larkspur' }).waitFor();
		for (const { page } of [tool, list]) {
			await heard(page);
			assert.equal(await page.evaluate(() => scrollY), 300);
		}
		assert.ok(await refused.evaluate((details) => details.open));
	});
});

describe('a page that its own script has changed', () => {
	// The script adds a node, hides an item, removes one and keeps a filter in the address.
	const scripted = {
		'themes/small/theme.yaml': 'styles: [site.css, small.css]\nscripts: [page.js]\n',
		'themes/small/assets/page.js':
			"const items = document.querySelectorAll('article li');\nitems[1].hidden = true;\n" +
			// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a script.
			"const said = document.createElement('p');\nsaid.id = 'said';\nsaid.textContent = `${items.length} items`;\n" +
			"document.querySelector('article ul').after(said);\nhistory.replaceState(null, '', '?filter=on');\n",
	};

	test('is changed in place where the script has changed nothing', async (t) => {
		const site = await preview(t, scripted);
		const { page, loads } = await tab(t, site, 'about/');
		const before = await settle(page);
		assert.equal(before.query, '?filter=on');
		site.edit('content/about.md', 'The first words.', 'The other words.');
		await shows(page, 'The other words.');
		site.edit('content/about.md', '- two', '- second');
		await page.locator('li', { hasText: 'second' }).waitFor({ state: 'attached' });
		assert.ok(await page.locator('li', { hasText: 'second' }).isHidden(), 'what the script did stays');
		assert.deepEqual(await marks(page), before);
		assert.equal(await page.locator('#said').innerText(), '3 items');
		assert.equal(loads(), 1);
	});

	test('is reloaded for a change where the script has changed the page, and keeps what the reader did', async (t) => {
		const site = await preview(t, scripted);
		const { page, loads } = await tab(t, site, 'about/');
		const before = await settle(page);
		site.edit('content/about.md', '- three', '- three\n- four');
		await shows(page, '4 items');
		await restored(page, before);
		assert.equal(loads(), 2);
	});

	test('is reloaded when the script itself has changed', async (t) => {
		const site = await preview(t, scripted);
		const { page } = await tab(t, site, 'about/');
		const before = await settle(page);
		site.edit('themes/small/assets/page.js', ' items`', ' of them`');
		await shows(page, '3 of them');
		await restored(page, before);
	});

	test('is reloaded when a script ran before the page was complete', async (t) => {
		// What such a script has changed cannot be told from what was sent.
		const entry =
			'{% extends "base.html" %}{% block main %}<div id="box"><p>from the page</p></div>\n' +
			'<script src="../early.js"></script>\n<article>{{ entry.html | safe }}</article>\n{% endblock %}';
		const site = await preview(t, {
			'templates/entry.html': entry,
			'static/early.js': 'document.querySelector("#box").textContent = "from the script";\n',
		});
		const { page, loads } = await tab(t, site, 'about/');
		site.edit('content/about.md', 'The first words.', 'The other words.');
		await shows(page, 'The other words.');
		await shows(page, 'from the script');
		assert.equal(await page.locator('#box').innerText(), 'from the script');
		assert.equal(loads(), 2);
	});
});

describe('the page that is open', () => {
	test('stays as it is when a different page is saved', async (t) => {
		const site = await preview(t);
		const { page, loads } = await tab(t, site, 'about/');
		const before = await settle(page);
		const html = () => page.content();
		const first = await html();
		const asked = page.waitForResponse((response) => response.url() === site.url('about/'));
		site.edit('content/other.md', 'Another page.', 'Quite another page.');
		assert.equal((await asked).status(), 304);
		// This waits until the answer is used, before the next request.
		site.edit('content/about.md', 'The first words.', 'The other words.');
		await shows(page, 'The other words.');
		assert.deepEqual(await marks(page), before);
		assert.equal((await html()).replaceAll('The other words.', 'The first words.'), first);
		assert.equal(loads(), 1);
	});

	test('leads to its section when it is deleted', async (t) => {
		const site = await preview(t);
		const { page } = await tab(t, site, 'gadgets/lamp/');
		site.remove('content/gadgets/lamp.md');
		await page.waitForURL(site.url('gadgets/'));
		assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Gadgets');
	});

	test('leads to its new address when it is renamed, and again', async (t) => {
		const site = await preview(t);
		const { page } = await tab(t, site, 'gadgets/lamp/');
		site.rename('content/gadgets/lamp.md', 'content/gadgets/lantern.md');
		await page.waitForURL(site.url('gadgets/lantern/'));
		await heard(page);
		site.rename('content/gadgets/lantern.md', 'content/gadgets/torch.md');
		await page.waitForURL(site.url('gadgets/torch/'));
		assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Lamp');
	});

	test('appears by itself when its file is added', async (t) => {
		const site = await preview(t);
		const { page } = await tab(t, site, 'gadgets/radio/');
		site.write('content/gadgets/radio.md', '---\ntitle: Radio\nsummary: It plays.\n---\nA radio.\n');
		await page.getByRole('heading', { level: 1, name: 'Radio' }).waitFor();
		await shows(page, 'A radio.');
	});
});
