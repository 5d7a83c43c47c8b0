import { engine, place, queries, reciprocal } from './client.js';
const site = process.argv[2];
const one = engine(site);
const by = {};
for (const q of queries()) {
  const { results, all, total } = await one.find(q.query, { limit: 20 });
  const at = place(results, q.wanted);
  (by[q.kind] ??= []).push(at);
  if (at !== 1) console.log(at, q.kind, '|', q.query, '|', all, total, results.slice(0, 3).map((r) => r.href).join(' '));
}
const all = Object.values(by).flat();
for (const [k, v] of Object.entries(by)) console.log(k, v.length, reciprocal(v).toFixed(3));
console.log('all', all.length, reciprocal(all).toFixed(3));
