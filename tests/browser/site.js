// The sample site for the tests: tests/run builds it once, and it is served from memory and opened in Chromium.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const built = process.env.HOMEROOM_SITES ?? fileURLToPath(new URL('../../target/browser', import.meta.url));

/** The path of the program that is tested. */
export const HOMEROOM = process.env.HOMEROOM ?? fileURLToPath(new URL('../../target/debug/homeroom', import.meta.url));

/** The path of the served site on its server. It is built with `--base-url https://x.example/handbook/`. */
export const BASE = '/handbook/';

/** The folders of the site for a server, with links to folders, and of the site for a disk, with links to files. */
export const SERVED = join(built, 'served');
export const PORTABLE = join(built, 'portable');

for (const folder of [SERVED, PORTABLE]) {
	if (!statSync(join(folder, 'index.html'), { throwIfNoEntry: false })) {
		throw new Error(`there is no site in ${folder}: run tests/run, which builds it`);
	}
}

/** One page of every template. */
export const PAGES = {
	home: '',
	'tool with a verdict': 'tools/nearpod/',
	'tool for some grades': 'tools/adobe-creative-cloud/',
	'tool that goes': 'tools/pear-deck/',
	'lesson example': 'examples/water-cycle-nearpod/',
	'entry with a table': 'degrees/boise-state-met/',
	'entry with pay': 'salaries/larkspur-digital-learning-coach/',
	'entry others name': 'roles/digital-learning-coach/',
	'path with a fork': 'certification/instructional-design/',
	'plain page': 'about/',
	catalogue: 'tools/',
	'facet page': 'tools/status/approved/',
	table: 'degrees/',
	'table in another order': 'degrees/by-credits/',
	'table with verdicts': 'tools/compare/',
	matrix: 'examples/picrat/',
	'square of the matrix': 'examples/picrat/ct/',
	ladder: 'examples/samr/',
	ranges: 'salaries/',
	changes: 'new/',
	index: 'glossary/',
	'a-z': 'a-z/',
	search: 'search/',
	redirect: 'live-lessons/nearpod/',
	404: 'no/such/page/',
};

/** The widths and color schemes in which axe checks a page: two pairs that differ in both, or all in slow proofs. */
export const WINDOWS = process.env.HOMEROOM_MATRIX
	? [1280, 390, 320].flatMap((width) => [
			[width, 'light'],
			[width, 'dark'],
		])
	: [
			[1280, 'light'],
			[390, 'dark'],
		];

const TYPES = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webp': 'image/webp',
	'.avif': 'image/avif',
	'.woff2': 'font/woff2',
	'.csv': 'text/csv; charset=utf-8',
	'.xml': 'application/xml',
	'.txt': 'text/plain; charset=utf-8',
};

/** The file for an address, as common static hosts choose it. */
function find(folder, address) {
	const path = normalize(join(folder, decodeURIComponent(address)));
	if (path !== folder && !path.startsWith(folder + sep)) return undefined;
	const file = address === '' || address.endsWith('/') ? join(path, 'index.html') : path;
	return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** Serves a folder below `BASE` on a free port of this machine. Each answer gets `headers`. */
export async function serve(folder = SERVED, headers = {}) {
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url, 'http://localhost');
		const file = pathname.startsWith(BASE) ? find(folder, pathname.slice(BASE.length)) : undefined;
		const found = file ?? (pathname.startsWith(BASE) ? join(folder, '404.html') : undefined);
		const head = {
			...headers,
			'content-type': TYPES[extname(found ?? '')] ?? 'application/octet-stream',
			connection: 'close',
		};
		response.writeHead(file ? 200 : 404, head).end(found ? readFileSync(found) : 'outside of the site');
	});
	await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${server.address().port}`;
	return {
		origin,
		url: (address) => `${origin}${BASE}${address}`,
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}

/** The `file:` address of a file of the site for a disk. */
export const fileUrl = (file) => pathToFileURL(join(PORTABLE, file)).href;

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** Records what a page requests and what goes wrong in it. */
export function watch(page) {
	const seen = { requests: [], faults: [] };
	page.on('request', (request) => seen.requests.push(request.url()));
	page.on('requestfailed', (request) => {
		// A browser that leaves a page cancels what it was still loading. A server that breaks off gives another error.
		const why = request.failure()?.errorText;
		if (why !== 'net::ERR_ABORTED') seen.faults.push(`${request.url()}: ${why}`);
	});
	page.on('response', (response) => {
		if (response.status() >= 400) seen.faults.push(`${response.url()}: ${response.status()}`);
	});
	page.on('pageerror', (error) => seen.faults.push(`script: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error') seen.faults.push(`console: ${message.text()}`);
	});
	return seen;
}
