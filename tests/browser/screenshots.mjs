// Takes pictures of one page of every template, wide and narrow, light and dark: `node screenshots.mjs FOLDER`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, PAGES, serve } from './site.js';

const folder = process.argv[2];
if (process.argv.length !== 3 || folder.startsWith('-')) {
	console.error('usage: node screenshots.mjs FOLDER');
	process.exit(2);
}
mkdirSync(folder, { recursive: true });

const site = await serve();
const browser = await launch();
try {
	for (const colorScheme of ['light', 'dark']) {
		for (const width of [1280, 390]) {
			const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme });
			for (const [name, address] of Object.entries(PAGES)) {
				if (name === 'redirect') continue;
				await page.goto(site.url(address));
				await page.screenshot({
					path: join(folder, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`),
					fullPage: true,
				});
			}
			await page.close();
		}
	}
} finally {
	await browser.close();
	await site.close();
}
