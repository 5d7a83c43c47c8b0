// Corrupt shards: the engine gives results or the error for a corrupt shard. It never hangs or throws another error.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { engine } from './client.js';
import { SITE } from './site.js';

const ROUNDS = Number(process.env.HOMEROOM_FUZZ ?? 500);
const QUERIES = ['nearpod consent form', 'kahot', 'te', '"live lessons" grade 4', 'zzyzzy'];
const MOST = 3000; // milliseconds of work that a query may take with the worst shard

/** Random numbers by SplitMix32, which are the same in every run. */
function numbers(seed) {
	let state = seed;
	return (bound) => {
		state = (state + 0x9e3779b9) | 0;
		let mixed = state ^ (state >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed, 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
	};
}

const SIGNS = 'ABCfghiz019-_ ./{}[],:"\\nulltrue\u0000é学😀';
const VALUES = [
	'null',
	'0',
	'-1',
	'1e99',
	'""',
	'"A"',
	'[]',
	'[[]]',
	'{}',
	'[null]',
	'"A.____________"',
	'"AAAAA AAAAA"',
	'{"format":1}',
	'undefined',
	'NaN',
];

/** A script with a random change in its text. */
function corrupt(text, next) {
	const [start, end] = payloadOf(text);
	const payload = text.slice(start, end);
	const at = next(Math.max(1, payload.length));
	const changed = [
		() => payload.slice(0, at) + SIGNS[next(SIGNS.length)] + payload.slice(at + 1),
		() => payload.slice(0, at) + payload.slice(at + 1 + next(40)),
		() => payload.slice(0, at) + payload.slice(0, at),
		() => VALUES[next(VALUES.length)],
		() =>
			payload.replace(/-?\d+/g, (number) => (next(4) ? number : String([0, -1, 4294967296, 77777777, 0.5][next(5)]))),
		() => payload.replace(/"[^"]*"/g, (string) => (next(6) ? string : VALUES[next(VALUES.length)])),
		() => payload.replace(/[A-Za-z]/g, (sign) => (next(50) ? sign : SIGNS[next(10)])),
	][next(7)]();
	return text.slice(0, start) + changed + (next(20) ? text.slice(end) : '');
}

/** Where the payload of a script begins and ends. */
const payloadOf = (text) => [text.indexOf(',', text.indexOf(',') + 1) + 1, text.lastIndexOf(')')];

// Values that replace fields, as a script writes them.
const WRONG = [
	'undefined',
	'null',
	'true',
	'NaN',
	'Infinity',
	'-Infinity',
	'0',
	'-0',
	'-1',
	'0.5',
	'1',
	'2',
	'64',
	'4096',
	'65536',
	'16777215',
	'2147483648',
	'1e308',
	'10n',
	'""',
	'"A"',
	'"B"',
	'"-1"',
	'"__proto__"',
	'"constructor"',
	'"/"',
	'"..%2f"',
	'"\\ud800"',
	'"\\t//x.example/"',
	'"java\\nscript:alert(1)"',
	'"x".repeat(1e6)',
	'"_".repeat(5000)',
	'"AAA. ".repeat(5000)',
	'[]',
	'[[]]',
	'[[[[]]]]',
	'[null]',
	'[undefined]',
	'[1,"a"]',
	'[,]',
	'new Array(4294967295)',
	'new Array(70000).fill("a")',
	'new Array(70000).fill([])',
	'{}',
	'{length:1}',
	'{length:1e9}',
	'{"0":"a",length:1}',
	'{__proto__:null}',
	'{["__proto__"]:{}}',
	'{toString:null}',
	'{toString(){throw 1}}',
	'{get length(){throw 1}}',
	'new Proxy([],{get(){throw 1}})',
	'Object.freeze([])',
	'(()=>{})',
	'Symbol.iterator',
	'/a/',
	'new Date(NaN)',
	'new Map()',
	'new Uint8Array(3)',
	'new String("a")',
	`${'['.repeat(500)}${']'.repeat(500)}`,
	`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
];

/** The paths to every field of a value: the value itself, then its parts. Of a long list, only some items. */
function ways(value, way = []) {
	if (!value || typeof value !== 'object') return [way];
	const keys = Object.keys(value);
	const some = keys.length > 12 && Array.isArray(value) ? [...keys.slice(0, 6), ...keys.slice(-6)] : keys;
	return [way, ...some.flatMap((key) => ways(value[key], [...way, key]))];
}

/** A value as text of a script, with one part of it replaced. */
function written(value, way, change) {
	if (way?.length === 0) return change(value);
	if (!value || typeof value !== 'object') return JSON.stringify(value);
	const inside = (key) => written(value[key], way?.[0] === String(key) ? way.slice(1) : null, change);
	if (Array.isArray(value)) return `[${value.map((_, at) => inside(at)).join(',')}]`;
	return `{${Object.keys(value)
		.map((key) => `[${JSON.stringify(key)}]:${inside(key)}`)
		.join(',')}}`;
}

/** A script with one field replaced by a random wrong value. */
function misshape(text, next) {
	const [start, end] = payloadOf(text);
	const payload = JSON.parse(text.slice(start, end));
	const all = ways(payload);
	const plain = (value) => written(value, null);
	const wrong = WRONG[next(WRONG.length)];
	const change = [
		() => wrong,
		() => wrong,
		() => wrong,
		() => wrong,
		(value) => (Array.isArray(value) ? `[${[...value.map(plain), wrong].join(',')}]` : wrong),
		(value) => (Array.isArray(value) ? plain(value.slice(1)) : wrong),
		(value) => (Array.isArray(value) ? plain([...value, ...value]) : `[${plain(value)}]`),
		(value) =>
			value && typeof value === 'object' && !Array.isArray(value)
				? `{...${plain(value)},["__proto__"]:${wrong},__proto__:null}`
				: wrong,
	][next(8)];
	return text.slice(0, start) + written(payload, all[next(all.length)], change) + text.slice(end);
}

const KINDS = ['table', 'words', 'facets', 'days', 'p', 'd', 't'];

/** Asks an engine with changed shards of a kind. In time it must give valid results or the error for corrupt shards. */
async function ask(round, kind, query, sort, change) {
	const client = engine(SITE, { change: (name, text) => (kind.test(name) ? change(text) : text) });
	const start = process.cpuUsage();
	try {
		const found = await client.find(query, { sort });
		const columns = await client.columns();
		assert.equal(columns.kind.length, (await client.table()).documents);
		for (const { title, titlePieces, href, grades, answers, excerpt, sections, kind, status } of found.results) {
			assert.ok([title, href, grades].every((text) => typeof text === 'string') && Number.isInteger(kind));
			assert.ok(new URL(href, 'https://x.example/handbook/').href.startsWith('https://x.example/handbook/'), href);
			for (const piece of [...titlePieces, ...excerpt, ...sections.flatMap(({ pieces }) => pieces)])
				assert.equal(typeof piece.text, 'string');
			for (const { id } of sections) encodeURIComponent(id);
			for (const [from, row] of answers?.steps ?? []) assert.ok(typeof from === 'string' && row.length === 15);
			if (status) assert.equal(typeof status[0], 'string');
		}
		return 'answered';
	} catch (error) {
		assert.equal(error.name, 'Fault', `round ${round}, ${kind}: ${error.stack}`);
		return 'told';
	} finally {
		// Processor time is measured, since other programs run at the same time.
		const { user, system } = process.cpuUsage(start);
		assert.ok((user + system) / 1000 < MOST, `round ${round} takes ${(user + system) / 1000} ms`);
	}
}

const only = (name) => new RegExp(`^${name}(?:-|\\d|$)`);

for (const [what, change] of [
	['corrupt', corrupt],
	['misshaped', misshape],
]) {
	test(`${ROUNDS} ${what} shards`, async () => {
		const outcomes = { answered: 0, told: 0 };
		for (let round = 0; round < ROUNDS; round++) {
			const next = numbers(round);
			const kind = only(KINDS[next(KINDS.length)]);
			const query = QUERIES[next(QUERIES.length)];
			outcomes[await ask(round, kind, query, next(2) ? 'date' : undefined, (text) => change(text, next))]++;
		}
		assert.ok(outcomes.answered > ROUNDS / 20 && outcomes.told > ROUNDS / 20, JSON.stringify(outcomes));
	});
}

test('each field of each shard may be anything', async () => {
	// In one shard of each kind, every field (of long lists only some) gets each wrong value in turn.
	let round = 0;
	for (const name of KINDS) {
		const file = name.length > 1 && name !== 'words' ? name : name === 'words' ? 'words-en-us' : `${name}0`;
		const text = readFileSync(join(SITE, 'search/shards', `${file}.js`), 'utf8');
		const [start, end] = payloadOf(text);
		const payload = JSON.parse(text.slice(start, end));
		// Fields at the same place of different items count as one, so not every item of a list is tried.
		const shapes = new Map(
			ways(payload).map((way) => [way.map((key) => (/^\d+$/.test(key) && Number(key) > 5 ? '*' : key)).join('.'), way]),
		);
		for (const way of shapes.values()) {
			const wrong = WRONG[round % WRONG.length];
			await ask(
				round,
				only(name),
				QUERIES[round % QUERIES.length],
				round % 2 ? 'date' : undefined,
				() => text.slice(0, start) + written(payload, way, () => wrong) + text.slice(end),
			);
			round++;
		}
	}
});

test('an address that leaves the site is refused', async () => {
	const client = engine(SITE, {
		change: (name, text) =>
			/^t\d/.test(name)
				? text.replaceAll(/"(?:tools|pilots|examples|help|glossary|playbooks)\/[^"]*\/"/g, '"javascript:alert(1)"')
				: text,
	});
	await assert.rejects(client.find('nearpod'), { name: 'Fault' });
});
