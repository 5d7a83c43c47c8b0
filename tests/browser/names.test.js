// Hostile HTML of authors that is allowed: every id and class of the theme, names that scripts look for, addresses that
// cannot be decoded. The page works as it does without that HTML.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { build, served } from './fixture.js';

/** Every id and class that the pages and scripts of the theme use. */
function names() {
	const source = (folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file));
	const theme = join(import.meta.dirname, '../../themes/default');
	const texts = [...source(join(theme, 'templates')), ...source(join(theme, 'assets'))]
		.filter((file) => /\.(html|js|css)$/.test(file))
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const ids = [...texts.matchAll(/HR-([\w-]+)/g)].flat();
	const classes = [...texts.matchAll(/class="([\w -]+)"|[^\w.]\.([a-z][\w-]*)/g)].flatMap(([, list, one]) =>
		(list ?? one).split(' '),
	);
	return { ids: [...new Set(ids)], classes: [...new Set(classes)].filter(Boolean) };
}

const GLOBALS = [
	'trustedTypes',
	'homeroom',
	'homeroomEngine',
	'homeroomShard',
	'localStorage',
	'getElementById',
	'querySelector',
	'location',
	'history',
	'navigator',
	'matchMedia',
	'IntersectionObserver',
	'HTMLDialogElement',
	'currentScript',
	'documentElement',
	'forms',
	'attributes',
	'body',
	'head',
	'__proto__',
	'constructor',
	'children',
	'status',
	'top',
	'parent',
	'self',
];
const { ids, classes } = names();

const HOSTILE = [
	...ids.map((id) => `<p id="${id}">x</p>`),
	...GLOBALS.map((name) => `<p id="${name}">x</p><a name="${name}"></a>`),
	`<div class="${classes.join(' ')}" role="dialog" data-days="[" data-f="x" data-v="%">x</div>`,
	`<div class="plate" hidden popover>over</div>`,
	'<nav class="toc"><a class="toc" href="https://y.example/#%E0%A4%A">bad</a></nav>',
	'<form name="forms"><input name="attributes"><input name="getAttribute"></form><img src="/a.svg" name="querySelector" id="body2" alt="A">',
	'<button is="x-y" accesskey="s" autofocus contenteditable slot="a" part="b" onclick="x()">b</button>',
].join('\n');
const HEADINGS = ['Main', 'Nav', 'Toc', 'Footnotes', 'Search', 'HR main', 'Table {#50%}'];
const BODY = `A note.[^1]\n\n${HEADINGS.map((heading) => `## ${heading}\n\n[bad](https://y.example/#%E0%A4%A) text\n`).join('\n')}\n${HOSTILE}\n\n\`\`\`js\nlet n = 1;\n\`\`\`\n\n[^1]: It is one.\n`;

const FILES = {
	'homeroom.yaml': 'title: Handbook\nbase_url: https://x.example/handbook/\n',
	'content/index.md': `# Home\n\n${BODY}`,
	'content/page.md': `# Page\n\n${BODY}`,
	'content/tools/index.md': `# Tools\n\n${BODY}`,
	'content/tools/one.md': `---\ntitle: One\nstatus: new\n---\n\n${BODY}`,
	'content/tools/two.md': '---\ntitle: Two\nstatus: old\n---\n\nTwo.\n',
	'content/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"/>\n',
	'kinds/tool.yaml':
		'label: { one: Tool, many: Tools }\nfolder: tools\nfields:\n  status: { type: choice, label: Status, facet: true, of: [new, old] }\nviews:\n  - { shape: catalogue, title: Tools, card: [status] }\n',
};

const site = await served(build(FILES));

/** Opens a page, in a browser with trusted types or in one that knows neither them nor the policy that needs them. */
async function open(t, address, isOld) {
	const forget = (page) =>
		page.addInitScript(() => {
			for (const name of ['trustedTypes', 'IntersectionObserver']) delete window[name];
		});
	const options = { viewport: { width: 1280, height: 800 }, bypassCSP: isOld, prepare: isOld ? forget : undefined };
	const { page } = await site.open(t, address, options);
	return page;
}

for (const isOld of [false, true]) {
	describe(isOld ? 'without trusted types' : 'with trusted types', () => {
		for (const address of ['', 'page/', 'tools/', 'tools/one/']) {
			test(`/${address} works under an author's names`, async (t) => {
				const page = await open(t, address, isOld);
				const doubled = await page.evaluate(() => {
					const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
					return all.filter((id, at) => all.indexOf(id) !== at);
				});
				assert.deepEqual(doubled, [], 'ids are unique');
				const foreign = await page.evaluate(() =>
					[...document.querySelectorAll('.prose [class], .intro [class]')].flatMap((one) => [...one.classList]),
				);
				const allowed = /^(out|note|ttl|fn|footnotes|back|codeblock|language-\w+|hl-\w+|vh)$/;
				assert.deepEqual(
					foreign.filter((name) => !allowed.test(name)),
					[],
				);
				// The masthead is that of the theme.
				const above = await page.evaluate(() => {
					const { left, top, width, height } = document.querySelector('.mark').getBoundingClientRect();
					return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.mast') !== null;
				});
				assert.ok(above, 'the masthead is covered');

				for (const heading of ['main', 'nav', 'toc', 'footnotes', 'search', 'hr-main', '50%']) {
					const tag = await page.evaluate((id) => document.getElementById(id)?.localName, heading);
					assert.ok(tag, `#${heading} leads somewhere`);
				}
				await page.keyboard.press('Tab');
				await page.keyboard.press('Enter');
				assert.equal(await page.evaluate(() => document.activeElement.localName), 'main', 'the skip link');

				await page.locator('.mast .mast-btn[aria-pressed]').click();
				assert.ok(await page.evaluate(() => document.documentElement.dataset.theme), 'the theme button');
				await page.locator('.mast a.mast-btn').click();
				await page.locator('dialog input[type=search]').fill('two');
				await page.waitForFunction(() => document.querySelector('dialog ol a'));
				await page.keyboard.press('Escape');

				if (address === 'page/') assert.ok(await page.locator('nav.toc').isVisible());
				if (address === 'page/') assert.equal(await page.locator('.codeblock button').count(), 1, 'the copy button');
				if (address === 'tools/') {
					await page.getByRole('checkbox', { name: /New/ }).check();
					await page.waitForFunction(() => document.querySelectorAll('.cards > li:not([hidden])').length === 1);
				}
			});
		}
	});
}
