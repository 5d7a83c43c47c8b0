// Measures three search engines on the same pages, and prints one table for each corpus: see `compare`.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generated, ofFolder, sample } from './corpora.js';
import { homeroom, minisearch, pagefind } from './engines.js';
import { withBrowser } from './readers.js';

const [programs, folder] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'homeroom-search-'));
const corpora = folder
  ? [() => ofFolder(programs, work, resolve(folder))]
  : [() => sample(programs, work), () => generated(programs, work, 1000), () => generated(programs, work, 10000)];

const ROWS = [
  ['index, CPU-s', ({ cpu }) => cpu.toFixed(2)],
  ['index, most memory, MiB', ({ memory }) => Math.round(memory)],
  ['on disk, MB', ({ disk }) => (disk / 1e6).toFixed(2)],
  ['first query cold, KB', ({ cold }) => (cold / 1024).toFixed(0)],
  ['query, median ms', ({ median }) => median.toFixed(1)],
  ['query, p95 ms', ({ p95 }) => p95.toFixed(1)],
  ['MRR, clean', ({ clean }) => clean.toFixed(3)],
  ['MRR, with typos', ({ typos }) => typos.toFixed(3)],
];

try {
  for (const make of corpora) {
    const corpus = make();
    const found = [];
    for (const engine of [homeroom, pagefind, minisearch]) {
      const out = join(work, `${corpus.name}-${engine.title}`.replaceAll(/[^a-zA-Z0-9-]/g, '-'));
      mkdirSync(out);
      const index = await engine.index(corpus, out);
      found.push({ title: engine.title, ...index, ...(await withBrowser(out, engine, corpus)) });
      rmSync(out, { recursive: true });
    }
    print(corpus, found);
    rmSync(corpus.folder, { recursive: true });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function print(corpus, found) {
  const { documents, clean, typos } = corpus;
  console.log(`\n${corpus.name}: ${documents.length} pages, ${clean.length} queries, ${typos.length} with typos\n`);
  const table = [['', ...found.map(({ title }) => title)], ...ROWS.map(([name, of]) => [name, ...found.map((one) => String(of(one)))])];
  const widths = table[0].map((_, at) => Math.max(...table.map((row) => row[at].length), 3));
  const line = (row) => `| ${row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
  console.log([line(table[0]), `| ${widths.map((width, at) => (at ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`, ...table.slice(1).map(line)].join('\n'));
}
