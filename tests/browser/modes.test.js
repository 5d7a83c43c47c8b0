// Other ways to read: print, forced colors, wide text spacing, large type, reduced motion, and open menus checked by
// axe. Also the size of pages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { axe, reader, served } from './fixture.js';
import { PAGES, WINDOWS } from './site.js';

const STAYS = Object.entries(PAGES).filter(([name]) => name !== 'redirect');

const site = await served();

describe('axe finds nothing with everything open', () => {
	const OPEN = {
		'the menu and the filters': { address: 'tools/', selectors: ['#HR-menu-btn', '#HR-facet-btn'] },
		'a choice': { address: 'tools/?status=approved&grades=pk-2', selectors: [] },
		'no match': { address: 'tools/?contains=nothing-has-this', selectors: [] },
		'more facts': { address: 'tools/nearpod/', selectors: ['.facts details:not([open]) summary'] },
		'rows side by side': { address: 'tools/compare/?with=nearpod,kahoot,canva', selectors: [] },
	};
	for (const [width, colorScheme] of WINDOWS) {
		const look = reader({ viewport: { width, height: 844 }, colorScheme, reducedMotion: 'reduce' });
		for (const [name, { address, selectors }] of Object.entries(OPEN)) {
			test(`${name}, ${width} px, ${colorScheme}`, async () => {
				const page = await look(site.url(address));
				for (const selector of selectors) {
					const opener = page.locator(selector).first();
					if (await opener.isVisible()) await opener.click();
				}
				const { violations } = await axe(page);
				assert.deepEqual(violations, []);
				const wide = await page.evaluate(
					() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
				);
				assert.ok(wide <= 0, `${wide} px too wide`);
			});
		}
	}
});

describe('with the text spacing of WCAG nothing is cut off at 320 px', () => {
	const SPACING =
		'*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
	const look = reader({ viewport: { width: 320, height: 640 }, bypassCSP: true });
	for (const [name, address] of STAYS) {
		test(name, async () => {
			const page = await look(site.url(address));
			await page.addStyleTag({ content: SPACING });
			const cut = await page.evaluate(() => {
				const root = document.scrollingElement;
				const scrolls = (element) => element.closest('.tbl, .wide, pre, .vh');
				const tight = [...document.querySelectorAll('main *, header *, footer *')].filter(
					(element) =>
						!scrolls(element) &&
						element.clientWidth > 1 &&
						element.scrollWidth > element.clientWidth + 1 &&
						getComputedStyle(element).overflowX === 'hidden',
				);
				const side = root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide`] : [];
				return [...side, ...tight.map((element) => element.outerHTML.slice(0, 100))];
			});
			assert.deepEqual(cut, []);
		});
	}
});

describe('print', () => {
	test('shows the facts and the text, and hides what only a screen needs', async (t) => {
		const { page } = await site.open(t, 'tools/nearpod/', { colorScheme: 'dark' });
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		for (const gone of ['.mast', '.foot', '.crumbs', '.toc', '.btns', '.grade']) {
			assert.equal(await page.locator(gone).first().isVisible(), false, gone);
		}
		assert.ok(await page.locator('.facts > .says').isVisible());
		assert.ok(await page.locator('.printline').isVisible());
		assert.match(await page.locator('.printline').innerText(), /x\.example\/handbook\/tools\/nearpod\//);
		const ink = await page.evaluate(() => {
			const { color, backgroundColor } = getComputedStyle(document.body);
			return [color, backgroundColor];
		});
		assert.deepEqual(ink, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
		const pdf = await page.pdf({ format: 'Letter' });
		assert.ok(pdf.length > 10_000);
	});

	test('a table keeps its wide form', async (t) => {
		const { page } = await site.open(t, 'degrees/', { viewport: { width: 600, height: 800 } });
		await page.emulateMedia({ media: 'print' });
		assert.equal(
			await page
				.locator('#HR-table tbody tr')
				.first()
				.evaluate((row) => getComputedStyle(row).display),
			'table-row',
		);
	});
});

test('forced colors: badges and cards have borders, icons have the color of text', async (t) => {
	const { page } = await site.open(t, 'tools/', { forcedColors: 'active' });
	const styles = await page.evaluate(() => {
		const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
		return {
			badge: style('.card > .st', 'borderTopStyle'),
			card: style('.card', 'borderTopStyle'),
			icon: style('.st .i', 'color'),
			ink: style('body', 'color'),
		};
	});
	assert.equal(styles.badge, 'solid');
	assert.equal(styles.card, 'solid');
	assert.equal(styles.icon, styles.ink);
});

test('reduced motion: nothing moves', async (t) => {
	const { page } = await site.open(t, 'tools/', { reducedMotion: 'reduce' });
	const moving = await page.evaluate(
		() =>
			[...document.querySelectorAll('*')].filter((e) =>
				getComputedStyle(e)
					.transitionDuration.split(',')
					.some((time) => parseFloat(time) > 0),
			).length,
	);
	assert.equal(moving, 0);
});

test('with text of twice the size, no page scrolls sideways', async () => {
	const look = reader({ viewport: { width: 640, height: 800 }, bypassCSP: true });
	for (const [name, address] of STAYS) {
		const page = await look(site.url(address));
		await page.addStyleTag({ content: 'html{font-size:200%!important}' });
		const wide = await page.evaluate(
			() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
		);
		assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
	}
});

describe('the size of a page on the network', () => {
	const BUDGETS = {
		guide: ['tools/nearpod/', 9],
		catalogue: ['tools/', 11],
		ranges: ['salaries/', 11],
		home: ['', 9],
		table: ['tools/compare/', 11],
	};
	for (const [name, [address, most]] of Object.entries(BUDGETS)) {
		test(name, async (t) => {
			const sizes = [];
			const weigh = async (response) => {
				const body = await response.body();
				return response.url().endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length;
			};
			const prepare = (page) => page.on('response', (response) => sizes.push(weigh(response)));
			const { seen } = await site.open(t, address, { prepare, waitUntil: 'networkidle' });
			const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
			t.diagnostic(`${sizes.length} requests, ${bytes} bytes`);
			assert.ok(sizes.length <= most, `${sizes.length} requests: ${seen.requests.join(' ')}`);
			assert.ok(bytes <= 70_000, `${bytes} bytes`);
			assert.ok(seen.requests.every((url) => url.startsWith(site.origin)));
		});
	}

	test('files', () => {
		const asset = (name) => readFileSync(new URL(`../../themes/default/assets/${name}`, import.meta.url));
		const limits = {
			'theme.js': 500,
			'site.js': 4_000,
			'site.css': 42_000,
			'grade.js': 3_500,
			'table.js': 1_500,
			'compare.js': 5_000,
		};
		for (const [name, limit] of Object.entries(limits))
			assert.ok(asset(name).length <= limit, `${name}: ${asset(name).length}`);
		assert.ok(gzipSync(asset('site.css'), { level: 9 }).length <= 11_000);
		assert.ok(asset('catalogue.js').length + asset('dom.js').length <= 8_000);
	});
});

describe('scripts add nothing that moves what is already shown', () => {
	for (const address of [
		'',
		'tools/',
		'tools/?status=approved',
		'tools/nearpod/',
		'tools/compare/',
		'degrees/',
		'salaries/',
	]) {
		test(address || 'home', async (t) => {
			let painted;
			const paint = new Promise((resolve) => {
				painted = resolve;
			});
			const prepare = async (page) => {
				await page.exposeFunction('painted', () => painted());
				await page.addInitScript(() => {
					window.shift = 0;
					new PerformanceObserver((list) => {
						for (const entry of list.getEntries()) window.shift += entry.value;
					}).observe({ type: 'layout-shift', buffered: true });
					new PerformanceObserver(() => window.painted()).observe({ type: 'paint', buffered: true });
				});
				// Scripts are held back until after the first paint. Fonts are never loaded, because which font replaces them
				// until then depends on the machine.
				await page.route(/\.js$/, async (route) => {
					if (!route.request().url().includes('/theme.')) await paint;
					await route.continue();
				});
				await page.route(/\.woff2$/, (route) => route.abort());
			};
			const viewport = { width: 1280, height: 900 };
			const { page } = await site.open(t, address, { viewport, prepare, mayFail: /ERR_FAILED/ });
			await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
			const shift = await page.evaluate(() => window.shift);
			t.diagnostic(`layout shift ${shift.toFixed(4)}`);
			assert.ok(shift <= 0.01, `layout shift ${shift}`);
		});
	}
});
