// Three search engines: how each makes its index, and how a page uses it.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

function size(path) {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0) : stat.size;
}

/** Runs a program. Returns its CPU time in seconds and its peak memory in MiB (on Linux). */
function measure(program, options, folder) {
  return new Promise((done, fail) => {
    const shell = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1', 'measure', program, ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    let memory = 0;
    shell.stderr.on('data', (data) => { told += data; });
    const look = setInterval(() => {
      try {
        for (const child of readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').split(' ').filter(Boolean)) {
          memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0));
        }
      } catch {
        // The program ended between two measurements.
      }
    }, 10);
    shell.on('close', (code) => {
      clearInterval(look);
      const [user, system] = told.trim().split(/\s+/).map(Number);
      if (code === 0 && Number.isFinite(user)) done({ cpu: user + system, memory: memory / 1024 });
      else fail(new Error(`${program}: ${told}`));
    });
  });
}

export const homeroom = {
  title: 'Homeroom',
  async index({ programs, source, folder }, out) {
    const told = execFileSync(join(programs, 'examples/index'), [source], { encoding: 'utf8' });
    cpSync(join(folder, 'search'), join(out, 'search'), { recursive: true });
    const scripts = readdirSync(join(folder, 'assets')).filter((name) => /^search.*\.js$/.test(name));
    for (const name of scripts) cpSync(join(folder, 'assets', name), join(out, name.replace(/\.[0-9a-f]+\.js$/, '.js')));
    writeFileSync(join(out, 'words.json'), JSON.stringify(readdirSync(join(out, 'search/shards')).find((name) => name.startsWith('words-'))));
    // The memory is that of the whole process, which also reads the site.
    return { cpu: Number(/cold: ([\d.]+)/.exec(told)[1]), memory: Number(/process: (\d+)/.exec(told)[1]), disk: size(out) };
  },
  /** Runs in the page. Returns a function that takes a query and gives addresses. */
  async open() {
    const script = (url) => new Promise((done, fail) => {
      const node = document.createElement('script');
      Object.assign(node, { src: url, onload: done, onerror: fail });
      document.head.append(node);
    });
    const words = (await (await fetch('/words.json')).json()).replace(/\.js$/, '');
    await (await fetch('/search.js')).text();
    await script('/search-engine.js');
    const engine = self.homeroomEngine.create({ load: (name) => script(`/search/shards/${name}.js`), words });
    self.homeroomShard = (...shard) => engine.register(...shard);
    return async (query, limit) => (await engine.find(query, { limit })).results.map(({ href }) => href);
  },
};

export const pagefind = {
  title: 'Pagefind',
  async index({ documents }, out) {
    const site = join(out, 'site');
    for (const { title, href, html } of documents) {
      mkdirSync(join(site, href), { recursive: true });
      writeFileSync(join(site, href, 'index.html'), `<!DOCTYPE html><html lang="en"><head><title>${title.replaceAll('<', '&lt;')}</title></head><body><main data-pagefind-body>${html}</main></body></html>`);
    }
    const binaries = join(here, 'node_modules/@pagefind');
    const [system] = readdirSync(binaries);
    const binary = readdirSync(join(binaries, system, 'bin')).find((name) => /^pagefind(_extended)?$/.test(name));
    const measured = await measure(join(binaries, system, 'bin', binary), ['--site', site, '--output-path', join(out, 'pagefind')], out);
    return { ...measured, disk: size(join(out, 'pagefind')) };
  },
  async open() {
    const found = await import('/pagefind/pagefind.js');
    await found.init();
    return async (query, limit) => {
      const { results } = await found.search(query);
      const pages = await Promise.all(results.slice(0, limit).map((result) => result.data()));
      return pages.map(({ url }) => url.replace(/^\//, '').replace(/^site\//, ''));
    };
  },
};

export const minisearch = {
  title: 'MiniSearch',
  async index({ documents }, out) {
    const pages = documents.map(({ title, href, summary, sections, text }, id) => ({ id, title, href, summary, headings: sections.map(([, heading]) => heading).join(' '), text }));
    writeFileSync(join(out, 'pages.json'), JSON.stringify(pages));
    const measured = await measure(process.execPath, [join(here, 'minisearch.js'), join(out, 'pages.json'), join(out, 'index.json')], out);
    cpSync(join(here, 'node_modules/minisearch/dist/umd/index.js'), join(out, 'minisearch.js'));
    return { ...measured, disk: size(join(out, 'index.json')) + size(join(out, 'minisearch.js')) };
  },
  async open() {
    const node = document.createElement('script');
    await new Promise((done, fail) => {
      Object.assign(node, { src: '/minisearch.js', onload: done, onerror: fail });
      document.head.append(node);
    });
    const options = { fields: ['title', 'headings', 'summary', 'text'], storeFields: ['title', 'href', 'summary'] };
    const index = self.MiniSearch.loadJSON(await (await fetch('/index.json')).text(), options);
    const how = { prefix: true, fuzzy: 0.2, boost: { title: 4, headings: 2, summary: 2 } };
    return async (query, limit) => index.search(query, how).slice(0, limit).map(({ href }) => href);
  },
};
