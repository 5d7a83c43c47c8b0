// What readers need, checked on one page of every template: with axe, in narrow windows, by keyboard, without scripts.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, reader, served } from './fixture.js';
import { PAGES, WINDOWS } from './site.js';

const site = await served();

// Redirects are left out, since a browser leaves them at once. The tests of links and of HTML check them.
const STAYS = Object.entries(PAGES).filter(([name]) => name !== 'redirect');

describe('axe finds nothing', () => {
	for (const [width, colorScheme] of WINDOWS) {
		const look = reader({ viewport: { width, height: 844 }, colorScheme });
		for (const [name, address] of STAYS) {
			test(`${name}, ${width} px, ${colorScheme}`, async () => {
				const { violations, passes } = await axe(await look(site.url(address)));
				assert.ok(passes.length > 10, 'axe looked at the page');
				assert.deepEqual(violations, []);
			});
		}
	}
});

describe('no page scrolls sideways at 320 px', () => {
	const look = reader({ viewport: { width: 320, height: 640 } });
	for (const [name, address] of STAYS) {
		test(name, async () => {
			const page = await look(site.url(address));
			const widest = await page.evaluate(() => {
				const root = document.scrollingElement;
				if (root.scrollWidth <= root.clientWidth) return null;
				const wide = [...document.body.querySelectorAll('*')].filter(
					(element) => element.getBoundingClientRect().right > root.clientWidth + 1,
				);
				return `${root.scrollWidth} px: ${wide
					.slice(0, 5)
					.map((element) => element.outerHTML.slice(0, 120))
					.join('\n')}`;
			});
			assert.equal(widest, null);
		});
	}
});

describe('the skip link is the first stop of the keyboard and leads to the text', () => {
	const look = reader({ viewport: { width: 1280, height: 800 } });
	for (const [name, address] of STAYS) {
		test(name, async () => {
			const page = await look(site.url(address));
			const skip = page.locator('a[href="#HR-main"]').first();
			const inView = () =>
				skip.evaluate((link) => {
					const { top, left, bottom, right, width, height } = link.getBoundingClientRect();
					return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth && width > 20 && height > 20;
				});
			await page.keyboard.press('Tab');
			assert.ok(await skip.evaluate((link) => link === document.activeElement), 'another element is the first stop');
			// A style sheet may let it slide in, so this waits until it has stopped.
			await skip.evaluate((link) => Promise.all(link.getAnimations().map((animation) => animation.finished)));
			assert.ok(await inView(), 'it is not in view while it has the focus');
			await page.keyboard.press('Enter');
			await page.waitForFunction(() => document.activeElement?.id === 'HR-main');
			const next = await page.evaluate(() => document.activeElement.tagName);
			assert.equal(next, 'MAIN');
		});
	}
});

describe('without scripts the page has the same text and links', () => {
	const [plain, enhancing] = [reader({ javaScriptEnabled: false }), reader()];
	async function read(look, address) {
		const page = await look(site.url(address));
		const main = page.getByRole('main');
		return {
			title: await page.getByRole('heading', { level: 1 }).innerText(),
			text: await main.innerText(),
			ways: await page.getByRole('navigation', { name: 'Sections' }).getByRole('link').count(),
			links: await main
				.getByRole('link')
				.evaluateAll((links) => links.map((link) => link.getAttribute('href').replace(/\?.*/, ''))),
		};
	}
	for (const [name, address] of STAYS) {
		test(name, async () => {
			const [without, enhanced] = [await read(plain, address), await read(enhancing, address)];
			assert.equal(without.title, enhanced.title);
			assert.ok(without.text.length > 40, without.text);
			assert.ok(without.ways > 3, `${without.ways} sections`);
			// Scripts may add to a page and to its links, but everything on the page can be reached without them too.
			assert.deepEqual(
				enhanced.links.filter((link) => !without.links.includes(link)),
				[],
			);
		});
	}
});
