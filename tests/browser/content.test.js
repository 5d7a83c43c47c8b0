// The content that authors put into pages (code, pictures), and the content security policy of pages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { axe, build, served } from './fixture.js';
import { PAGES, SERVED } from './site.js';

const CODE = 'for n in range(3):  # count\n    print("<b>", n)\n';

/** A PNG of stripes. Its bytes do not repeat in a simple way, so that it does not pack to a small file by accident. */
function png(width, height) {
	const chunk = (type, data) => {
		const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
		size.writeUInt32BE(data.length);
		sum.writeUInt32BE(crc32(body));
		return Buffer.concat([size, body, sum]);
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2], 8);
	const rows = Buffer.alloc(height * (1 + width * 3));
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width * 3; x += 1) rows[y * (1 + width * 3) + 1 + x] = (x * 7 + y * 13 + ((x * y) >> 6)) & 255;
	}
	const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
	return Buffer.concat([
		signature,
		chunk('IHDR', head),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

const FILES = {
	'homeroom.yaml': 'title: Handbook\nbase_url: https://x.example/handbook/\nhosting: [netlify]\n',
	'content/index.md': '# Home\n\nNothing to copy.\n',
	'content/code.md': `# Code\n\n\`\`\`python\n${CODE}\`\`\`\n\nText between.\n\n\`\`\`html\n<p class="x">Hi</p> <!-- c -->\n\`\`\`\n\n\`\`\`js\nconst n = [1, "two"]; // three\n\`\`\`\n`,
	'content/pictures.md':
		'# Pictures\n\n![Stripes](wide.png)\n\nText after the picture.\n\n![A drawing](drawing.svg)\n\nThe end.\n',
	'content/drawing.svg':
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"><circle cx="99" cy="75" r="60"/></svg>\n',
	'content/wide.png': png(1600, 800),
};

const folder = build(FILES);
const policy = readFileSync(join(folder, '_headers'), 'utf8').match(/Content-Security-Policy: (.*)/)[1];
const site = await served(folder, { 'content-security-policy': policy });

/** Opens a page, and records which of its elements move. */
function open(t, address, { prepare, ...options } = {}) {
	const note = (page) =>
		page.addInitScript(() => {
			window.shifts = [];
			new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value))).observe({
				type: 'layout-shift',
				buffered: true,
			});
		});
	return site.open(t, address, {
		...options,
		prepare: async (page) => {
			await note(page);
			await prepare?.(page);
		},
	});
}

const shifts = (page) =>
	page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts)))),
	);

describe('the policy', () => {
	test('no page of the sample breaks under the policy that a host sends as a header', async (t) => {
		const sample = await served(SERVED, { 'content-security-policy': policy });
		// The console reports what the policy refuses. It also reports the status of the page for missing addresses.
		const { page, seen } = await sample.open(t, '', { mayFail: /404/ });
		for (const address of Object.values(PAGES)) await page.goto(sample.url(address));
		assert.deepEqual(
			seen.requests.filter((url) => !url.startsWith(sample.origin)),
			[],
		);
	});

	test('no script or style that is written in a page counts, and no text becomes HTML', async (t) => {
		const mayFail = /has been blocked|violates/;
		const { page } = await open(t, 'code/', { mayFail });
		const tried = await page.evaluate(async () => {
			const told = [];
			document.addEventListener('securitypolicyviolation', (event) => told.push(event.effectiveDirective));
			let refused = 0;
			try {
				const script = document.createElement('script');
				script.text = 'window.ran = true';
				document.body.append(script);
			} catch {
				refused += 1;
			}
			try {
				document.body.innerHTML = '<p>text</p>';
			} catch {
				refused += 1;
			}
			const style = document.createElement('style');
			style.textContent = 'body { display: none }';
			document.head.append(style);
			// Reports arrive as tasks, in order. This waits for a task after them.
			await new Promise((done) => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = done;
				port2.postMessage(null);
			});
			return { ran: window.ran === true, display: getComputedStyle(document.body).display, refused, told: told.sort() };
		});
		assert.equal(tried.ran, false);
		assert.notEqual(tried.display, 'none');
		assert.equal(tried.refused, 2);
		assert.ok(
			tried.told.includes('style-src-elem') && tried.told.includes('require-trusted-types-for'),
			tried.told.join(),
		);
	});

	test('scripts load other scripts only from the folder in which the build puts them', async (t) => {
		const mayFail = /has been blocked|already exists/;
		const { page } = await open(t, 'code/', { mayFail });
		const load = (url) =>
			page.evaluate(
				(url) =>
					window.homeroom.load(url).then(
						() => 'loaded',
						(error) => error.name ?? 'lost',
					),
				url,
			);
		const own = await page.evaluate(() => document.querySelector('script[src*="site."]').src);
		assert.equal(await load(own), 'loaded');
		for (const url of [
			new URL('../code/own.js', own).href,
			own.replace('/assets/', '/assets/../code/'),
			own.replace('127.0.0.1', 'localhost'),
			'data:text/javascript,1',
			'https://x.example/assets/a.js',
		]) {
			assert.equal(await load(url), 'TypeError', url);
		}
	});

	test('linked data can be read', async (t) => {
		const { page } = await open(t, 'code/');
		const data = await page.locator('script[type="application/ld+json"]').textContent();
		assert.equal(JSON.parse(data)['@graph'][0].name, 'Code');
	});
});

describe('code', () => {
	const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
	const read = (page) => page.evaluate(() => navigator.clipboard.readText());

	test('a button copies it, by mouse and by keyboard', async (t) => {
		const { page } = await open(t, 'code/', clipboard);
		const block = page.locator('.codeblock').first();
		const button = block.getByRole('button', { name: 'Copy', exact: true });
		assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 3);
		const { height } = await button.boundingBox();
		assert.ok(height >= 44, `${height} px`);
		await button.click();
		await block.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
		assert.equal(await read(page), CODE);
		const second = page.locator('.codeblock').nth(1);
		await second.getByRole('button').focus();
		await page.keyboard.press('Enter');
		await second.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
		assert.equal(await read(page), '<p class="x">Hi</p> <!-- c -->\n');
	});

	test('if the browser offers no clipboard, the button copies by a selection', async (t) => {
		const { page, context } = await open(t, 'code/', {
			...clipboard,
			prepare: (own) =>
				own.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })),
		});
		const block = page.locator('.codeblock').first();
		await block.getByRole('button').click();
		await block.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
		const other = await context.newPage();
		await other.goto(site.url(''));
		assert.equal((await read(other)).trimEnd(), CODE.trimEnd());
	});

	test('the buttons move no other element, and without scripts there are no buttons', async (t) => {
		const { page } = await open(t, 'code/');
		await page.getByRole('button', { name: 'Copy' }).first().waitFor();
		assert.deepEqual(await shifts(page), []);
		const { page: plain } = await open(t, 'code/', { javaScriptEnabled: false });
		assert.equal(await plain.getByRole('button').count(), 0);
		const room = await plain
			.locator('.codeblock')
			.first()
			.evaluate((block) => getComputedStyle(block).paddingBlockStart);
		assert.equal(room, '0px');
		assert.equal(await plain.locator('.codeblock code').first().textContent(), CODE);
	});

	for (const colorScheme of ['light', 'dark']) {
		test(`its colors can be read, ${colorScheme}`, async (t) => {
			const { page } = await open(t, 'code/', { colorScheme, bypassCSP: true });
			await page.getByRole('button', { name: 'Copy' }).first().waitFor();
			const { violations, passes } = await axe(page, { resultTypes: ['violations', 'passes'] });
			assert.deepEqual(violations, []);
			const contrast = passes.find(({ id }) => id === 'color-contrast');
			assert.ok(
				contrast.nodes.some(({ html }) => html.includes('hl-')),
				'axe measured words of code',
			);
			const colors = await page
				.locator('.codeblock [class^=hl-]')
				.evaluateAll((words) => new Set(words.map((word) => getComputedStyle(word).color)).size);
			assert.ok(colors >= 5, `${colors} colors`);
		});
	}

	test('pages without code load nothing for it', async (t) => {
		const { seen } = await open(t, '');
		assert.deepEqual(
			seen.requests.filter((url) => url.includes('/code.')),
			[],
		);
	});
});

describe('pictures', () => {
	test('move nothing while they load', async (t) => {
		let release;
		const held = new Promise((resolve) => {
			release = resolve;
		});
		const hold = (page) =>
			page.route(/\.(png|svg)$/, async (route) => {
				await held;
				await route.continue();
			});
		const { page } = await open(t, 'pictures/', {
			viewport: { width: 800, height: 900 },
			prepare: hold,
			waitUntil: 'domcontentloaded',
		});
		const end = page.getByText('Text after the picture.');
		const before = await end.boundingBox();
		assert.ok(before.y > 300, `the picture has its place before it is there: ${before.y}`);
		release();
		await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
		assert.deepEqual(await end.boundingBox(), before);
		assert.deepEqual(await shifts(page), []);
	});

	for (const [width, deviceScaleFactor, expected] of [
		[390, 1, 'wide.480w.png'],
		[390, 2, 'wide.960w.png'],
		[1280, 1, 'wide.960w.png'],
		[1280, 3, 'wide.png'],
	]) {
		test(`a screen of ${width} px with ${deviceScaleFactor} dots each fetches ${expected}`, async (t) => {
			const { page } = await open(t, 'pictures/', { viewport: { width, height: 800 }, deviceScaleFactor });
			const image = page.getByAltText('Stripes');
			await image.scrollIntoViewIfNeeded();
			await page.waitForFunction(() => document.images[0].complete && document.images[0].naturalWidth > 0);
			assert.equal((await image.evaluate(({ currentSrc }) => currentSrc)).split('/').pop(), expected);
			const box = await image.boundingBox();
			assert.ok(Math.abs(box.width / box.height - 2) < 0.02, `it keeps its shape: ${box.width} by ${box.height} px`);
		});
	}
});
