// Corrupt shards: an error that says so, or results; never a hang, and never another error.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SITE } from './site.js';
import { engine } from './client.js';

const ROUNDS = Number(process.env.HOMEROOM_FUZZ ?? 500);
const QUERIES = ['nearpod consent form', 'kahot', 'te', '"live lessons" grade 4', 'zzyzzy'];
const MOST = 3000; // milliseconds that a query may take with the worst shard

/** SplitMix32: the same numbers in every run. */
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
const VALUES = ['null', '0', '-1', '1e99', '""', '"A"', '[]', '[[]]', '{}', '[null]', '"A.____________"', '"AAAAA AAAAA"', '{"format":1}', 'undefined', 'NaN'];

/** A script with something in it changed. */
function corrupt(text, next) {
  const start = text.indexOf(',', text.indexOf(',') + 1) + 1;
  const end = text.lastIndexOf(')');
  const payload = text.slice(start, end);
  const at = next(Math.max(1, payload.length));
  const changed = [
    () => payload.slice(0, at) + SIGNS[next(SIGNS.length)] + payload.slice(at + 1),
    () => payload.slice(0, at) + payload.slice(at + 1 + next(40)),
    () => payload.slice(0, at) + payload.slice(0, at),
    () => VALUES[next(VALUES.length)],
    () => payload.replace(/-?\d+/g, (number) => (next(4) ? number : String([0, -1, 4294967296, 77777777, 0.5][next(5)]))),
    () => payload.replace(/"[^"]*"/g, (string) => (next(6) ? string : VALUES[next(VALUES.length)])),
    () => payload.replace(/[A-Za-z]/g, (sign) => (next(50) ? sign : SIGNS[next(10)])),
  ][next(7)]();
  return text.slice(0, start) + changed + (next(20) ? text.slice(end) : '');
}

test(`${ROUNDS} corrupt shards`, async () => {
  const outcomes = { answered: 0, told: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const next = numbers(round);
    const kind = ['table', 'words', 'facets', 'days', 'p', 'd', 't'][next(7)];
    const query = QUERIES[next(QUERIES.length)];
    const client = engine(SITE, { change: (name, text) => (name.startsWith(kind) ? corrupt(text, next) : text) });
    const start = performance.now();
    try {
      const { results } = await client.find(query, { sort: next(2) ? 'date' : undefined });
      assert.ok(Array.isArray(results) || typeof results.length === 'number');
      outcomes.answered++;
    } catch (error) {
      assert.equal(error.name, 'Fault', `round ${round}, ${kind}: ${error.stack}`);
      outcomes.told++;
    }
    assert.ok(performance.now() - start < MOST, `round ${round} takes ${performance.now() - start} ms`);
  }
  assert.ok(outcomes.answered > ROUNDS / 20 && outcomes.told > ROUNDS / 20, JSON.stringify(outcomes));
});

test('an address that leaves the site is refused', async () => {
  const client = engine(SITE, { change: (name, text) => (/^t\d/.test(name) ? text.replaceAll(/"(?:tools|pilots|examples|help|glossary|playbooks)\/[^"]*\/"/g, '"javascript:alert(1)"') : text) });
  await assert.rejects(client.find('nearpod'), { name: 'Fault' });
});
