// Pages and queries. Every engine gets the same pages: their main part as HTML, or its title, headings and text.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { queries } from '../../tests/search/client.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DAY = '2026-11-22';

/** The sample site with the queries of its tests. */
export function sample(programs, work) {
  const all = queries();
  const of = (wanted) => all.filter(({ kind }) => (kind === 'typo') === wanted).map(({ query, wanted: addresses }) => ({ query, wanted: addresses }));
  return corpus('sample', programs, join(work, 'sample'), root, { clean: of(false), typos: of(true) });
}

/** Generated pages; a query is the title of one. */
export function generated(programs, work, pages) {
  const source = join(work, `source-${pages}`);
  execFileSync(join(programs, 'examples/generate'), [String(pages), source]);
  return corpus(`${pages} generated pages`, programs, join(work, `site-${pages}`), source);
}

/** Any folder of Markdown. */
export function ofFolder(programs, work, folder) {
  const source = join(work, 'source');
  mkdirSync(source);
  cpSync(folder, join(source, 'content'), { recursive: true, filter: (path) => !/\/(\.git|node_modules|target)(\/|$)/.test(path) });
  writeFileSync(join(source, 'homeroom.yaml'), 'title: Measured\n');
  return corpus(folder, programs, join(work, 'site'), source);
}

function corpus(name, programs, folder, source, asked) {
  execFileSync(join(programs, 'examples/index'), [source, folder], { stdio: 'ignore' });
  const documents = read(folder);
  try {
    // The pages as readers see them, with their facts. If the folder has errors, its texts are used instead.
    execFileSync(join(programs, 'homeroom'), ['build', '--as-of', DAY, '--out', `${folder}-built`], { cwd: source, stdio: 'ignore' });
    for (const document of documents) document.html = main(readFileSync(join(`${folder}-built`, document.href, 'index.html'), 'utf8'));
  } catch {
    for (const document of documents) document.html = html(document);
  }
  for (const document of documents) document.text = plain(document.html);
  return { name, folder, source, programs, documents, ...(asked ?? known(documents)) };
}

/** The documents of a built index. */
function read(folder) {
  const shards = join(folder, 'search/shards');
  const documents = [];
  const names = readdirSync(shards).filter((name) => /^t\d+\.js$/.test(name));
  names.sort((a, b) => Number(a.slice(1, -3)) - Number(b.slice(1, -3)));
  for (const name of names) {
    const take = (_, __, list) => list.forEach(([title, href, summary, , , sections]) => documents.push({ title, href, summary, sections }));
    vm.runInNewContext(readFileSync(join(shards, name), 'utf8'), { homeroomShard: take });
  }
  return documents;
}

const main = (page) => /<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? '';
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const plain = (markup) => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll('&lt;', '<').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ');

function html({ title, summary, sections }) {
  const parts = sections.map(([id, heading, text]) => `${heading ? `<h2 id="${escape(id)}">${escape(heading)}</h2>` : ''}<p>${escape(text)}</p>`);
  return `<h1>${escape(title)}</h1><p>${escape(summary)}</p>${parts.join('')}`;
}

/** Queries for pages without written queries: a hundred titles, each as it is and with one typing error. */
function known(documents) {
  const counts = new Map();
  const words = (title) => title.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  for (const { title } of documents) counts.set(words(title).join(' '), (counts.get(words(title).join(' ')) ?? 0) + 1);
  const sound = documents.filter(({ title }) => words(title).length && counts.get(words(title).join(' ')) === 1);
  const step = Math.max(1, Math.floor(sound.length / 100));
  const chosen = sound.filter((_, at) => at % step === 0).slice(0, 100);
  const clean = chosen.map(({ title, href }) => ({ query: words(title).join(' '), wanted: [href] }));
  const typos = chosen.flatMap(({ title, href }, at) => {
    const own = words(title);
    const longest = own.reduce((best, word) => (word.length > best.length ? word : best));
    return longest.length < 5 ? [] : [{ query: own.map((word) => (word === longest ? slip(word, at) : word)).join(' '), wanted: [href] }];
  });
  return { clean, typos };
}

/** A word with one letter lost, doubled, swapped or replaced, but not its first letter. */
function slip(word, number) {
  const at = 1 + (number % (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  return [before + after, before + letter + letter + after, before + after[0] + letter + after.slice(1), `${before}${letter === 'e' ? 'o' : 'e'}${after}`][number % 4];
}
