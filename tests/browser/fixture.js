// What the browser tests share: a browser, servers of sites, folders and pages. A test opens them with these functions,
// which also close them: at the end of the test that opened them, or else at the end of the test file.

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
/** The browser of a test file. */
async function browser() {
	if (!launched) {
		launched = launch();
		closers.push(async () => (await launched).close());
	}
	return launched;
}

/** A folder with these files. It is deleted at the end of the test, or of the test file if no test is given. */
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

/** Builds a site of these files. Returns the output folder. */
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

/** Serves a folder during the tests of a file. `open` of the result is the function below, for this site. */
export async function served(folder = SERVED, headers = {}) {
	const site = await serve(folder, headers);
	closers.push(site.close);
	return { ...site, open: (t, address, options) => open(t, site.url(address), options) };
}

/** A new browser profile, as each reader has one. It is closed at the end of the test. */
export async function profile(t, options) {
	const context = await (await browser()).newContext(options);
	t.after(() => context.close());
	return context;
}

/**
 * Opens an address in a new profile, which is closed at the end of the test. The test fails if anything goes wrong on
 * its pages, unless `mayFail` matches it. `prepare` is called with the page before it goes to the address.
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
 * A page for several tests that each read one address and change nothing, since a browser takes longer to start a new
 * page than to load another address. Returns a function that loads an address.
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

/** The faults that axe finds on a page, or in a part of it. */
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
