// A preview as a coach uses it: a site in a folder, `homeroom serve` for it, and files that are saved.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { folderOf } from './fixture.js';
import { HOMEROOM } from './site.js';

const SAMPLE = fileURLToPath(new URL('../..', import.meta.url));

/** The day of every preview in these tests, unless a test sets a different one. */
export const TODAY = '2026-11-22';

const paragraphs = (count) =>
	Array.from({ length: count }, (_, at) => `Paragraph ${at} says nothing of note.\n`).join('\n');

/** A small site. Its pages have everything that a reload could lose: a scroll position, a field, details. */
export const SMALL = {
	'homeroom.yaml': 'title: Handbook\nbase_url: https://x.example/handbook/\ntheme: small\n',
	'kinds/gadget.yaml':
		'label: { one: Gadget, many: Gadgets }\nfolder: gadgets\nfields:\n  summary: { type: text, required: true }\nviews:\n  - { shape: catalogue, url: "" }\n',
	'content/index.md': '---\ntitle: Start\n---\nThe start.\n',
	'content/about.md': `---\ntitle: About\n---\nThe first words.\n\n<details><summary>More</summary>\n\nTold on demand.\n\n</details>\n\n- one\n- two\n- three\n\n${paragraphs(60)}\n`,
	'content/other.md': '---\ntitle: Other\n---\nAnother page.\n',
	'content/gadgets/lamp.md': '---\ntitle: Lamp\nsummary: It shines.\n---\nA lamp.\n',
	'content/gadgets/clock.md': '---\ntitle: Clock\nsummary: It ticks.\n---\nA clock.\n',
	'themes/small/theme.yaml': 'styles: [site.css, small.css]\n',
	'themes/small/assets/small.css': 'h1 { letter-spacing: 1px; }\n',
	'templates/entry.html':
		'{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1>\n<p class="lead">As written</p>\n' +
		'<p><label>Search <input type="search"></label></p>\n<article>{{ entry.html | safe }}</article>\n{% endblock %}',
};

/** Starts `homeroom serve`, and waits until it prints its address. */
async function start(folder, port) {
	const server = spawn(HOMEROOM, ['serve', '--site', folder, '--port', port, '--as-of', TODAY], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let told = '';
	server.stderr.on('data', (data) => {
		told += data;
	});
	for await (const line of createInterface({ input: server.stdout })) {
		const url = /at (http:\S+)/.exec(line)?.[1];
		if (url) return { server, url };
	}
	throw new Error(`homeroom serve ended: ${told}`);
}

/**
 * A preview of a small site: `SMALL` with `files` added or replaced; a file that is null is left out. With `sample` it
 * is the sample site instead.
 */
export async function preview(t, files = {}, { sample = false } = {}) {
	let server;
	let url;
	const stop = async () => {
		if (!server || server.exitCode !== null || server.signalCode !== null) return;
		const ended = once(server, 'exit');
		server.kill('SIGINT');
		await ended;
	};
	// This ends the preview before its folder is deleted.
	t.after(stop);
	const some = Object.entries(sample ? files : { ...SMALL, ...files }).filter(([, text]) => text !== null);
	const folder = folderOf(Object.fromEntries(some), t);
	if (sample)
		for (const part of ['homeroom.yaml', 'content', 'kinds'])
			cpSync(join(SAMPLE, part), join(folder, part), { recursive: true });
	({ server, url } = await start(folder, '0'));
	const at = (name) => join(folder, name);
	return {
		folder,
		origin: new URL(url).origin,
		url: (address) => url + address,
		read: (name) => readFileSync(at(name), 'utf8'),
		write: (name, text) => writeFileSync(at(name), text),
		remove: (name) => rmSync(at(name)),
		rename: (from, to) => renameSync(at(from), at(to)),
		/** Saves a file after replacing a text in it. */
		edit(name, from, to) {
			const text = readFileSync(at(name), 'utf8');
			assert.ok(text.includes(from), `${name} holds no ${from}`);
			writeFileSync(at(name), text.replaceAll(from, to));
		},
		stop,
		async restart() {
			({ server, url } = await start(folder, new URL(url).port));
		},
	};
}

/** Opens a page, and waits until its preview bar is there. Records what the page requests. */
export async function open(context, address) {
	const page = await context.newPage();
	const asked = [];
	const faults = [];
	page.on('request', (request) => asked.push(request));
	page.on('pageerror', (error) => faults.push(error.message));
	await page.goto(address);
	await heard(page);
	return {
		page,
		faults,
		/** How often the browser loaded the whole page. */
		loads: () => asked.filter((request) => request.isNavigationRequest()).length,
	};
}

/** Waits for the bar, which comes with the first news. */
export const heard = (page) => page.locator('homeroom-preview .bar').waitFor();

/** Waits for words on the page. */
export const shows = (page, words) => page.getByText(words, { exact: true }).first().waitFor();

/** Changes a page in ways that a careless reload would lose. */
export async function settle(page) {
	await page.evaluate(() => {
		window.mark = 'the same document';
	});
	await page
		.locator('details')
		.first()
		.evaluate((details) => {
			details.open = true;
		});
	await page.getByLabel('Search').fill('half a thought');
	await page.evaluate(() => scrollTo(0, 900));
	return marks(page);
}

/** What is left of them. The scroll position is the first visible paragraph and its distance from the top, to 10 px. */
export const marks = (page) =>
	page.evaluate(() => {
		const first = [...document.querySelectorAll('article p')].find(
			(paragraph) => paragraph.getBoundingClientRect().top > 0,
		);
		return {
			mark: window.mark ?? null,
			place: [first.textContent, Math.round(first.getBoundingClientRect().top / 10)],
			details: [...document.querySelectorAll('details')].map((details) => details.open),
			field: document.querySelector('input[type=search]').value,
			focus: document.activeElement.type ?? null,
			query: location.search,
		};
	});

/** Waits until a reloaded page has all of these changes again, except for the one on the document itself. */
export async function restored(page, before) {
	await page.waitForFunction(() => document.activeElement?.type === 'search' && scrollY > 0);
	await heard(page);
	assert.deepEqual(await marks(page), { ...before, mark: null });
}
