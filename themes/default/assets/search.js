// Shows: the search dialog of every page and the search page. The engine finds; this file builds nodes.
(function (root) {
  'use strict';

  const GRADES = ['PK', 'K', ...Array.from({ length: 12 }, (_, at) => String(at + 1))];
  const PAUSE = 120; // milliseconds without a key before a search starts

  /** An element with attributes, listeners (`onclick`) and children. */
  function el(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === false || value == null) continue;
      if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child != null));
    return node;
  }

  /** The shape of a tone. Every page holds the shapes of all. */
  function shape(tone) {
    const make = (name, attributes, ...children) => {
      const node = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      node.append(...children);
      return node;
    };
    return make('svg', { class: 'i', 'aria-hidden': 'true' }, make('use', { href: `#i-${tone}` }));
  }

  const marks = (pieces) => pieces.map(({ text, mark }) => (mark ? el('mark', {}, text) : text));

  /** The grade that a reader has chosen on this device. */
  function ownGrade() {
    try {
      const at = GRADES.indexOf(localStorage.getItem('homeroom-grade'));
      return at < 0 ? null : at;
    } catch {
      return null; // storage is refused: no grade is known
    }
  }

  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** The answer for a grade on a day: its tone, its word and its sentence. Behind the grades stands the best of all. */
  function answer(answers, grade, day) {
    const step = answers?.steps.findLast(([from]) => from <= day) ?? answers?.steps[0];
    const said = answers?.said[step?.[1][grade ?? GRADES.length]];
    return said ? { tone: String(said[0]), word: String(said[1]), sentence: String(said[2]) } : null;
  }

  /** A sentence behind "Grade 4:". */
  const inside = (sentence) => sentence.slice(0, 1).toLocaleLowerCase(document.documentElement.lang) + sentence.slice(1);

  const PATIENCE = 20000; // milliseconds until a shard counts as lost

  /** Runs a script of the site, or gives up. */
  function run(url) {
    let timer;
    const lost = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${url} takes too long`)), PATIENCE); });
    return Promise.race([root.homeroom.load(url), lost]).finally(() => clearTimeout(timer));
  }

  // One engine for the dialog and the page.
  let engine;
  async function start(opener) {
    if (engine) return engine;
    if (!root.homeroomEngine) await run(opener.dataset.engine);
    const shards = new URL('shards/', opener.href).href;
    const load = (name, fresh) => run(`${shards}${encodeURIComponent(name)}.js${fresh ? `?${encodeURIComponent(fresh)}` : ''}`);
    engine = root.homeroomEngine.create({ load, words: opener.dataset.words });
    engine.home = new URL('../../', shards).href;
    root.homeroomShard = (name, print, payload) => engine.register(name, print, payload);
    return engine;
  }

  function speak(words) {
    const say = (key, places = {}) => Object.entries(places).reduce(
      (text, [place, value]) => text.replaceAll(`{${place}}`, value),
      String(words[key] ?? key),
    );
    say.count = (key, n, places) => say(`${key}_${n === 1 ? 'one' : 'many'}`, { n, ...places });
    return say;
  }

  /** A result: title, what it is, status, the answer for the reader's grade, an excerpt, and its best sections. */
  function row(result, { site, say, grade }) {
    const own = answer(result.answers, grade, today());
    const kind = site.kinds[result.kind];
    const note = [kind?.[1], result.grades].filter(Boolean).join(', ');
    const href = new URL(result.href, engine.home).href;
    const [label, tone] = own ? [own.word, own.tone] : result.status ?? [];
    const language = result.language ? site.languages[result.language] : null;
    const deep = result.sections.map(({ id, pieces }) => el('li', {}, el('a', { href: `${href}#${encodeURIComponent(id)}` }, ...marks(pieces))));
    return el('li', { lang: language },
      el('a', { href },
        el('span', {}, el('span', { class: 'rt' }, ...marks(result.titlePieces)), ' ', el('span', { class: 'rk' }, note)),
        label ? el('span', { class: `st ${tone ?? ''}` }, tone ? shape(tone) : null, label) : null,
        own && grade != null ? el('span', { class: 'rx rv' }, say('search_in_grade', { grade: GRADES[grade], answer: inside(own.sentence) })) : null,
        el('span', { class: 'rx' }, ...marks(result.excerpt))),
      deep.length ? el('ul', { class: 'ul rs' }, ...deep) : null);
  }

  /** The pills by which results are narrowed to a kind. */
  function pills(site, say, name, change) {
    const numbers = new Map();
    const pill = (value, label) => {
      const number = el('span', { class: 'n' });
      numbers.set(value, number);
      return el('label', {}, el('input', { type: 'radio', name, value, checked: value === '' }), label, ' ', number);
    };
    const node = el('fieldset', { class: 'seg', onchange: change }, el('legend', { class: 'vh' }, say('search_show')), pill('', say('search_all')),
      ...site.kinds.map(([id, , many]) => pill(id, many)));
    return {
      node,
      get value() {
        return node.querySelector(':checked')?.value ?? '';
      },
      set value(id) {
        (node.querySelector(`[value="${CSS.escape(id)}"]`) ?? node.querySelector('[value=""]')).checked = true;
      },
      count(counts) {
        let all = 0;
        site.kinds.forEach(([id], at) => {
          const own = counts?.get(at) ?? 0;
          all += own;
          const number = numbers.get(id);
          number.textContent = counts ? own : '';
          const label = number.parentElement;
          label.hidden = counts && !own && !label.firstElementChild.checked;
        });
        numbers.get('').textContent = counts ? all : '';
      },
    };
  }

  /** Ties a field, pills and a list together. `state` gives filters and order; `done` hears of each outcome. */
  function wire({ input, kinds, count, list, extra, limit, site, say, state, done }) {
    let timer;
    let turn = 0;
    let shown = limit;

    async function run() {
      clearTimeout(timer);
      const own = ++turn;
      const query = input.value.trim();
      const { filters, sort } = state();
      const slow = setTimeout(() => { if (own === turn) count.textContent = say('search_working'); }, 400);
      let found;
      try {
        found = await engine.find(query, { filters, sort, limit: shown });
      } catch (fault) {
        if (own === turn) fail(fault);
        return;
      } finally {
        clearTimeout(slow);
      }
      if (own === turn) show(query, found);
    }

    function fail(fault) {
      list.replaceChildren();
      count.textContent = say(fault?.outdated ? 'search_outdated' : 'search_failed');
      extra.replaceChildren(el('p', {}, el('button', { class: 'btn', type: 'button', onclick: run }, say('search_retry'))));
      done({ failed: true });
    }

    function show(query, found) {
      // A grade in the question is the one that is asked for.
      const grade = found.grade ?? state().grade;
      list.replaceChildren(...found.results.map((result) => row(result, { site, say, grade })));
      count.textContent = message(query, found);
      extra.replaceChildren(...notes(query, found));
      kinds.count(found.counts?.kind);
      done(found);
    }

    function message(query, found) {
      if (found.empty) return say('search_start');
      const short = query.length > 80 ? `${query.slice(0, 80)}…` : query;
      const narrowed = Object.values(state().filters).some((value) => value != null);
      const cut = found.cut ? ` ${say('search_too_long')}` : '';
      if (!found.total) return say(narrowed ? 'search_none_filtered' : 'search_none', { query: short }) + cut;
      const mended = short === query ? mend(query, found.corrections) : query;
      const read = mended === query ? '' : say('search_corrected', { query: mended });
      return say.count(found.all ? 'search_count' : 'search_some', found.total, { query: short }) + read + cut;
    }

    /** A query with the words that it was read as. */
    const mend = (query, corrections) => corrections.reduce((text, { from, to }) => {
      const word = text.split(/([^\p{Alphabetic}\p{N}\p{M}'’]+)/u).find((part) => root.homeroomEngine.words(part).includes(from));
      return word ? text.replace(word, to) : text;
    }, query);

    const again = (text) => el('button', { class: 'btn', type: 'button', onclick: () => { input.value = text; input.focus(); run(); } }, text);

    /** What stands below the list: other spellings, near words, whom to ask, and what could not be loaded. */
    function notes(query, found) {
      const made = [];
      const mended = found.total ? mend(query, found.corrections) : query;
      if (mended !== query) made.push(el('p', { class: 'dym' }, `${say('search_did_you_mean')} `, again(mended)));
      if (found.partial) {
        made.push(el('p', {}, `${say('search_failed')} `, el('button', { class: 'btn', type: 'button', onclick: run }, say('search_retry'))));
      }
      if (!found.empty && !found.total) {
        if (found.near.length) made.push(el('p', {}, `${say('search_near')} `, ...found.near.flatMap((word) => [again(word), ' '])));
        const contacts = site.contacts.filter((contact) => Array.isArray(contact) && contact[0]);
        if (contacts.length) {
          const ask = ([label, email, phone]) => el('li', {}, email ? el('a', { href: `mailto:${email}` }, label) : label, phone ? `, ${phone}` : null);
          made.push(el('p', {}, say('search_ask')), el('ul', {}, ...contacts.map(ask)));
        }
      }
      if (found.total > found.results.length && state().more) made.push(el('p', {}, state().more(found)));
      return made;
    }

    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => { shown = limit; run(); }, PAUSE);
    });
    const box = list.closest('dialog') ?? list.parentElement.parentElement;
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const stops = [input, ...list.querySelectorAll('a')];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))].focus();
    });
    return {
      run,
      again() {
        shown = limit;
        return run();
      },
      async further() {
        const from = list.children.length;
        shown += limit;
        await run();
        list.children[from]?.querySelector('a').focus();
      },
    };
  }

  /** The style sheet of the search, which the search page has from the start. */
  function style(href) {
    const whole = href && new URL(href, document.baseURI).href;
    if (!whole || [...document.styleSheets].some((sheet) => sheet.href === whole)) return;
    document.head.append(el('link', { rel: 'stylesheet', href: whole }));
  }

  let dialog;

  /** Opens the dialog over the page. */
  async function open(opener) {
    const site = await (await start(opener)).table();
    style(opener.dataset.style);
    dialog ??= makeDialog(opener, site, speak(site.words));
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector('input[type=search]');
    input.focus();
    input.select();
  }

  function makeDialog(opener, site, say) {
    const input = el('input', { id: 'sd-q', class: 'field', type: 'search', name: 'q', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', 'aria-describedby': 'sd-n' });
    const count = el('p', { id: 'sd-n', class: 'count', role: 'status' });
    const list = el('ol', { class: 'res', 'aria-label': say('search_results') });
    const extra = el('div', { class: 'more' });
    const close = el('button', { type: 'button', class: 'btn x', onclick: () => made.close() }, say('search_close'));
    let wired;
    const kinds = pills(site, say, 'sd-kind', () => wired.again());
    const form = el('form', { action: opener.href, method: 'get', role: 'search' }, el('label', { for: 'sd-q', id: 'sd-t' }, say('search_label')), input, close, kinds.node);
    const key = (name, words) => el('span', {}, ...name.flatMap((one) => [el('kbd', {}, one), ' ']), words);
    const made = el('dialog', { class: 'sd', 'aria-labelledby': 'sd-t' }, form, count, el('div', { class: 'body' }, list, extra),
      el('p', { class: 'hint' }, key(['↓', '↑'], say('search_key_move')), key(['Enter'], say('search_key_open')), key(['Esc'], say('search_key_close'))));
    made.addEventListener('click', (event) => { if (event.target === made) made.close(); });
    made.addEventListener('close', () => opener.focus());
    // A search field would take the first Esc to empty itself.
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      made.close();
    });
    document.body.append(made);
    const all = () => {
      const address = new URL(opener.href);
      address.searchParams.set('q', input.value.trim());
      if (kinds.value) address.searchParams.set('kind', kinds.value);
      return el('a', { href: address.href }, say('search_everything'));
    };
    const number = (id) => (id ? site.kinds.findIndex(([own]) => own === id) : null);
    const state = () => ({ filters: { kind: number(kinds.value) }, grade: ownGrade(), more: all });
    wired = wire({ input, kinds, count, list, extra, limit: 8, site, say, state, done() {} });
    wired.run();
    return made;
  }

  /** Brings the search page to life. */
  async function page(host, opener) {
    const site = await (await start(opener)).table();
    const say = speak(site.words);
    const form = host.querySelector('form');
    const input = form.querySelector('input[type=search]');
    const count = el('p', { class: 'meta', role: 'status' });
    const list = el('ol', { class: 'res', 'aria-label': say('search_results') });
    const extra = el('div', { class: 'more' });
    const choices = el('div', { class: 'narrow' });
    const baseTitle = document.title;
    let wired;
    const chosen = () => { keep(true); wired.again(); };
    const kinds = pills(site, say, 'kind', chosen);
    const selects = new Map();
    host.append(kinds.node, choices, count, el('div', {}, list), extra);

    /** A select whose values say how many results they leave. */
    function select(facet, label, values) {
      const node = el('select', { id: `search-${facet}`, class: 'field', onchange: chosen }, el('option', { value: '' }, say(facet === 'sort' ? 'search_relevance' : 'search_any')),
        ...values.map(({ key, label: text }) => el('option', { value: key }, text)));
      selects.set(facet, { node, values });
      return el('label', { class: 'lab', for: `search-${facet}` }, label, ' ', node);
    }

    async function makeSelects() {
      const columns = await engine.columns();
      const has = (column) => column.some((value) => value > 0);
      const made = [];
      if (has(columns.grades)) made.push(select('grade', say('search_grade'), GRADES.map((label) => ({ key: label, label }))));
      if (columns.statuses.length) made.push(select('status', say('search_status'), columns.statuses.map(([label]) => ({ key: label, label }))));
      if (has(columns.subjects)) made.push(select('subject', say('search_subject'), columns.labels.map((label) => ({ key: label, label }))));
      if (site.languages.length > 1) made.push(select('language', say('search_language'), site.languages.map((label) => ({ key: label, label }))));
      made.push(select('sort', say('search_sort'), [{ key: 'date', label: say('search_date') }]));
      choices.replaceChildren(...made);
    }

    const at = (facet) => {
      const own = selects.get(facet);
      const found = own ? own.values.findIndex(({ key }) => key === own.node.value) : -1;
      return found < 0 ? null : found;
    };
    const kindNumber = () => (kinds.value ? site.kinds.findIndex(([id]) => id === kinds.value) : null);
    const state = () => {
      const grade = at('grade');
      return {
        filters: { kind: kindNumber(), grade, status: at('status'), subject: at('subject'), language: at('language') },
        sort: selects.get('sort')?.node.value || undefined,
        grade: grade ?? ownGrade(),
        more: () => el('button', { class: 'btn', type: 'button', onclick: () => wired.further() }, say('search_more')),
      };
    };

    function countAll(found) {
      for (const [facet, { node, values }] of selects) {
        if (facet === 'sort') continue;
        values.forEach(({ key, label }, number) => {
          const option = [...node.options].find(({ value }) => value === key);
          const own = found.counts ? found.counts[facet].get(number) ?? 0 : null;
          option.textContent = own == null ? label : say('search_option', { label, n: own });
          option.hidden = own === 0 && node.value !== key;
        });
      }
    }

    /** Keeps the query and what is chosen in the address, so that it can be passed on and gone back to. */
    function keep(push) {
      const address = new URL(location.href);
      address.search = '';
      const set = (key, value) => { if (value) address.searchParams.set(key, value); };
      set('q', input.value.trim());
      set('kind', kinds.value);
      selects.forEach(({ node }, facet) => set(facet, node.value));
      document.title = input.value.trim() ? `${input.value.trim().slice(0, 80)} – ${baseTitle}` : baseTitle;
      if (address.href === location.href) return;
      try {
        history[push ? 'pushState' : 'replaceState'](null, '', address.href);
      } catch {
        // From a disk a page may not change its address; the search works all the same.
      }
    }

    function restore() {
      const given = new URLSearchParams(location.search);
      input.value = given.get('q') ?? '';
      kinds.value = given.get('kind') ?? '';
      selects.forEach(({ node }, facet) => { node.value = given.get(facet) ?? ''; if (node.selectedIndex < 0) node.value = ''; });
    }

    const done = (found) => { if (!found.failed) { countAll(found); keep(false); } };
    wired = wire({ input, kinds, count, list, extra, limit: 10, site, say, state, done });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      keep(true);
      wired.again();
    });
    addEventListener('popstate', () => { restore(); wired.again(); });
    await makeSelects().catch(() => {});
    restore();
    await wired.run();
  }

  root.homeroom.search = { open };

  /** The search page, with a way to try again where something is lost. */
  async function begin(host, opener) {
    try {
      await page(host, opener);
    } catch {
      const again = () => {
        told.remove();
        begin(host, opener);
      };
      const told = el('p', { role: 'alert' }, `${opener.dataset.failed} `, el('button', { type: 'button', class: 'btn', onclick: again }, opener.dataset.retry));
      host.append(told);
    }
  }

  const host = document.getElementById('search-page');
  if (host) begin(host, document.getElementById('search-open'));
})(self);
