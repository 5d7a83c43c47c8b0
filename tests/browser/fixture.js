// What the tests of pages share: a browser, sites on servers, folders, pages. Each is opened where a test asks for it, and
// closed here: what a test has opened when that test is over, all else when its file is.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { HOMEROOM, launch, SERVED, serve, watch } from './site.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const closers = [];
after(async () => {
	for (const close of closers.reverse()) await close();
});

let launched;
/** The browser of a file. */
async function browser() {
	if (!launched) {
		launched = launch();
		closers.push(async () => (await launched).close());
	}
	return launched;
}

/** A folder with these files; gone when the test is over, or the tests of the file where none is given. */
export function folderOf(files, t) {
	const folder = mkdtempSync(join(tmpdir(), 'homeroom-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	if (t) t.after(remove);
	else closers.push(remove);
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

/** Builds a site of these files; gives the folder of the output. */
export function build(files, ...options) {
	const folder = folderOf(files);
	const out = join(folder, 'public');
	const asked = ['build', '--as-of', '2026-11-22', '--site', folder, '--out', out, ...options];
	try {
		execFileSync(HOMEROOM, asked, { stdio: 'pipe', maxBuffer: 1e8 });
	} catch (fault) {
		const errors = String(fault.stderr)
			.split('\n\n')
			.filter((told) => told.startsWith('error'));
		throw new Error(errors.join('\n').slice(0, 4000) || fault.message);
	}
	return out;
}

/** Serves a folder while the tests of a file run; `open` is the one below with an address of the site. */
export async function served(folder = SERVED, headers = {}) {
	const site = await serve(folder, headers);
	closers.push(site.close);
	return { ...site, open: (t, address, options) => open(t, site.url(address), options) };
}

/** A profile of its own, as a browser has one for each reader; closed when the test is over. */
export async function profile(t, options) {
	const context = await (await browser()).newContext(options);
	t.after(() => context.close());
	return context;
}

/**
 * Opens an address in a profile of its own, which lasts as long as the test. Nothing may go wrong on its pages but what
 * `mayFail` matches. `prepare` is called with the page before it goes there.
 */
export async function open(t, url, { prepare, mayFail, waitUntil, ...options } = {}) {
	const context = await profile(t, options);
	const page = await context.newPage();
	const seen = watch(page);
	t.after(() => {
		const faults = seen.faults.filter((fault) => !mayFail?.test(fault));
		assert.deepEqual(faults, [], 'something went wrong on a page');
	});
	await prepare?.(page);
	await page.goto(url, { waitUntil });
	return { page, context, seen };
}

/**
 * A page that tests share which read one address each and leave nothing behind: to start a page takes a browser longer
 * than to go on. Gives what leads it to an address.
 */
export function reader(options) {
	let started;
	return async (url) => {
		started ??= browser().then((own) => own.newPage(options));
		const page = await started;
		await page.goto(url);
		return page;
	};
}

/** What axe finds on a page, or in a part of it. */
export async function axe(page, { part = 'html', resultTypes = ['violations'] } = {}) {
	await page.evaluate(AXE);
	const { violations, ...others } = await page.evaluate(
		([part, resultTypes]) => window.axe.run(part, { resultTypes }),
		[part, resultTypes],
	);
	const told = violations.map(({ id, help, nodes }) => ({
		id,
		help,
		nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
	}));
	return { ...others, violations: told };
}
