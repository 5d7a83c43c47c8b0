// Queries of readers on the sample site, answered by the real engine.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engine, place, queries, reciprocal } from './client.js';
import { SITE } from './site.js';

const ALL = queries();
const found = new Map();

before(async () => {
	const client = engine(SITE);
	for (const { query } of ALL) found.set(query, await client.find(query, { limit: 20 }));
});

const places = (list) => list.map(({ query, wanted }) => place(found.get(query).results, wanted));

test('there are enough queries of each kind', () => {
	assert.ok(ALL.length >= 150, `${ALL.length}`);
	const kinds = new Set(ALL.map(({ kind }) => kind));
	assert.deepEqual([...kinds].sort(), [
		'facts',
		'form',
		'heading',
		'paraphrase',
		'phrase',
		'prefix',
		'synonym',
		'title',
		'typo',
	]);
});

test('the mean reciprocal rank is at least 0.9 over all and 0.8 over the misspelled', (run) => {
	const all = reciprocal(places(ALL));
	const typos = reciprocal(places(ALL.filter(({ kind }) => kind === 'typo')));
	run.diagnostic(`all ${all.toFixed(3)}, typos ${typos.toFixed(3)}`);
	assert.ok(all >= 0.9, `all: ${all}`);
	assert.ok(typos >= 0.8, `typos: ${typos}`);
});

describe('titles, misspelled titles and beginnings of titles find their page first', () => {
	for (const { kind, query, wanted } of ALL.filter(({ kind }) => ['title', 'typo', 'prefix'].includes(kind))) {
		test(`${kind}: ${query}`, () => {
			const { results } = found.get(query);
			assert.equal(
				place(results, wanted),
				1,
				results
					.slice(0, 3)
					.map(({ href }) => href)
					.join(' '),
			);
		});
	}
});

test('excerpts mark the words of the query, and sections are linked', () => {
	const { results } = found.get('choosing a mode');
	assert.equal(results[0].sections[0].id, 'choosing-a-mode');
	const marked = Array.from(found.get('kahot').results[0].titlePieces)
		.filter(({ mark }) => mark)
		.map(({ text }) => text);
	assert.deepEqual(marked, ['Kahoot']);
});

test('filters narrow the results, and each count is the number of results that the filter leaves', async () => {
	const client = engine(SITE);
	const { counts, total } = await client.find('video', { limit: 1 });
	assert.ok(total > 5);
	for (const facet of ['kind', 'grade', 'status', 'subject']) {
		for (const [value, count] of counts[facet]) {
			const narrowed = await client.find('video', { filters: { [facet]: value }, limit: 1 });
			assert.equal(narrowed.total, count, `${facet} ${value}`);
		}
	}
});

test('words in quotes have to be side by side', async () => {
	const client = engine(SITE);
	const loose = await client.find('frame by frame', { limit: 50 });
	const close = await client.find('"frame by frame"', { limit: 50 });
	assert.ok(close.total < loose.total && close.total >= 1);
	assert.equal((await client.find('"frame frame by"')).total, 0);
});

test('an unknown word is reported with similar words of the site', async () => {
	const client = engine(SITE);
	const { total, near } = await client.find('zzyzzyxqua');
	assert.equal(total, 0);
	assert.ok(Array.isArray(near));
	const { corrections } = await client.find('kahot');
	assert.deepEqual(JSON.parse(JSON.stringify(corrections)), [{ from: 'kahot', to: 'kahoot' }]);
});

test('a grade in the query is reported, so that the answer for that grade is shown', async () => {
	const client = engine(SITE);
	assert.equal((await client.find('nearpod with my 4th graders today')).grade, 5);
	assert.equal((await client.find('nearpod grade K')).grade, 1);
	assert.equal((await client.find('nearpod')).grade, null);
});

test('a word that is only the beginning of other words is corrected, but not reported as misspelled', async () => {
	const { results, corrections } = await engine(SITE).find('goggle classroom');
	assert.equal(results[0].title, 'Google Classroom');
	assert.equal(corrections.length, 0);
});

test('every answer has a word and a tone', async () => {
	const { results } = await engine(SITE).find('canva');
	const { said, steps } = results[0].answers;
	const [tone, word, sentence] = said[steps[0][1][14]];
	assert.deepEqual([tone, word], ['cond', 'Check first'], sentence);
});
