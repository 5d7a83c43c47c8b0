// Finds: loads the shards that a query needs, decodes them, ranks, and cuts excerpts. Knows nothing of pages, so that
// it runs in a browser and in Node alike. docs/search.md tells the format of the shards.
(function (root) {
  'use strict';

  const FORMAT = 1;
  const LONGEST_QUERY = 400;
  const MOST_WORDS = 16;
  const LONGEST_WORD = 40;
  const BATCH = 8; // documents that are loaded and compared at once
  const FEW = 10; // results that are few enough to be joined by those that hold only some of a query
  const MOST_VERIFIED = 200; // documents whose text is read for a phrase

  /** What goes wrong with a shard: it cannot be loaded, or it cannot be read. */
  class Fault extends Error {
    constructor(message, outdated) {
      super(message);
      this.name = 'Fault';
      this.outdated = Boolean(outdated);
    }
  }

  // Words

  const LETTERS = "[\\p{Alphabetic}\\p{N}\\p{M}]+";
  const WORD = new RegExp(`${LETTERS}(?:['’]${LETTERS})*`, 'gu');
  const NO_LETTER = /[^\p{Alphabetic}\p{N}\p{M}]/gu;
  const UNSPACED = /[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const ASCII = /^[\0-\x7f]*$/;

  /** A word as the index has it: without capitals, accents and variants of letters. */
  function fold(word) {
    if (ASCII.test(word)) return word.toLowerCase().replace(/'/g, '').slice(0, LONGEST_WORD);
    const plain = word.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(NO_LETTER, '');
    const folded = plain.normalize('NFC').replace(/ß/g, 'ss').replace(/ς/g, 'σ');
    return [...folded].slice(0, LONGEST_WORD).join('');
  }

  /** A folded word, cut into pairs where its script has no spaces. */
  function pieces(folded) {
    if (ASCII.test(folded) || !UNSPACED.test(folded)) return folded ? [folded] : [];
    const found = [];
    let run = [];
    const end = () => {
      if (run.length > 1 && UNSPACED.test(run[0])) run.slice(1).forEach((letter, at) => found.push(run[at] + letter));
      else if (run.length) found.push(run.join(''));
      run = [];
    };
    for (const letter of folded) {
      if (run.length && UNSPACED.test(letter) !== UNSPACED.test(run[0])) end();
      run.push(letter);
    }
    end();
    return found;
  }

  /** The words of a text with their places. */
  function spans(text) {
    const found = [];
    for (const match of text.matchAll(WORD)) {
      const words = pieces(fold(match[0]));
      if (words.length) found.push({ words, start: match.index, end: match.index + match[0].length });
    }
    return found;
  }

  const wordsOf = (text) => spans(text).flatMap((span) => span.words);

  // Shards

  const VALUES = new Uint8Array(128).fill(255);
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].forEach((sign, value) => {
    VALUES[sign.charCodeAt(0)] = value;
  });

  /** Reads numbers from a text. */
  class Numbers {
    constructor(text, at = 0) {
      this.text = text;
      this.at = at;
    }
    get done() {
      return this.at >= this.text.length;
    }
    next() {
      let number = 0;
      for (let shift = 0; shift < 30; shift += 5) {
        const code = this.text.charCodeAt(this.at++);
        const value = code < 128 ? VALUES[code] : 255;
        if (value === 255) throw new Fault('a shard holds a sign that is no number');
        number |= (value & 31) << shift;
        if (value < 32) return number;
      }
      throw new Fault('a shard holds a number that is too large');
    }
  }

  /** Calls `see` with each word of a shard and the rest of its record. */
  function records(payload, see) {
    if (typeof payload !== 'string') throw new Fault('a shard holds no text');
    let before = '';
    if (payload === '') return;
    for (const record of payload.split(' ')) {
      const numbers = new Numbers(record);
      const shared = numbers.next();
      const end = record.indexOf('.', numbers.at);
      if (shared > before.length || end < 0) throw new Fault('a shard holds a word that cannot be read');
      before = before.slice(0, shared) + record.slice(numbers.at, end);
      see(before, record.slice(end + 1));
    }
  }

  /** The words of a shard of postings, each with its forms; documents are read when they are asked for. */
  function decodePostings(payload) {
    const list = [];
    const byWord = new Map();
    records(payload, (word, rest) => {
      const [numbers, ...others] = rest.split('/');
      const reader = new Numbers(numbers);
      const back = reader.next();
      if (back > list.length) throw new Fault('a shard names a form that is not there');
      const term = { word, others, numbers, at: reader.at, forms: null };
      const kin = back ? list[list.length - back] : null;
      term.forms = kin ? kin.forms : [];
      term.forms.push(word);
      list.push(term);
      byWord.set(word, term);
    });
    return { list, byWord };
  }

  /** The documents of a term with their levels: `{ documents, levels, count }`. */
  function postings(term, size) {
    if (term.read) return term.read;
    const numbers = new Numbers(term.numbers, term.at);
    const all = numbers.next();
    const documents = [];
    const levels = [];
    while (!numbers.done) {
      const level = numbers.next();
      const count = numbers.next();
      if (level > 31 || count > size) throw new Fault('a shard holds a level that cannot be');
      for (let i = 0, next = 0; i < count; i++) {
        const document = next + numbers.next();
        if (document >= size) throw new Fault('a shard names a document that is not there');
        documents.push(document);
        levels.push(level);
        next = document + 1;
      }
    }
    term.read = { documents, levels, count: all || documents.length, pruned: all > 0 };
    return term.read;
  }

  function decodeDictionary(payload) {
    const words = [];
    records(payload, (word, rest) => words.push({ word, count: new Numbers(rest).next() }));
    return words;
  }

  /** A column of runs as a list with a value for each document. */
  function column(text, size, make) {
    if (typeof text !== 'string') throw new Fault('a shard holds no text');
    const values = make(size);
    const numbers = new Numbers(text);
    let at = 0;
    while (!numbers.done) {
      const value = numbers.next();
      const length = numbers.next();
      if (at + length > size) throw new Fault('a column is too long');
      values.fill(value, at, at + length);
      at += length;
    }
    if (at !== size) throw new Fault('a column is too short');
    return values;
  }

  /** The shard of a word, by its first letters. */
  function bucket(word, letters, shards) {
    const start = [...word.slice(0, 2 * letters)].slice(0, letters).join('');
    let hash = 0x811c9dc5;
    for (let i = 0; i < start.length; i++) hash = Math.imul(hash ^ start.charCodeAt(i), 0x01000193);
    return ((hash ^ (hash >>> 15)) >>> 0) & (shards - 1);
  }

  // Spelling

  /** How many letters are added, left out, replaced or swapped between two words; more than `most` is `most + 1`. With
   * `open`, the second word may go on. */
  function distance(a, b, most, open) {
    if (a.length - b.length > most || (!open && b.length - a.length > most)) return most + 1;
    const width = Math.min(b.length, a.length + most);
    let older = [];
    let old = Array.from({ length: width + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= width; j++) {
        const same = a[i - 1] === b[j - 1];
        let cost = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      older = old;
      old = row;
    }
    const cost = open ? Math.min(...old) : (b.length > width ? most + 1 : old[width]);
    return Math.min(cost, most + 1);
  }

  /** How far a word is from being another form of a word: both begin alike and differ in a few letters at the end. */
  function kinship(a, b) {
    let shared = 0;
    while (shared < a.length && a[shared] === b[shared]) shared++;
    const ends = a.length - shared + b.length - shared;
    return shared >= 4 && shared >= a.length - 4 && ends <= 4 ? 0.5 + 0.25 * ends : Infinity;
  }

  const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

  // Queries

  /** A query as its words and phrases. A word that readers may still be typing is `open`. */
  function parse(query) {
    const text = query.slice(0, LONGEST_QUERY);
    const parts = [];
    let count = 0;
    const add = (words, phrase) => {
      const kept = words.slice(0, MOST_WORDS - count);
      count += kept.length;
      if (phrase && kept.length > 1) parts.push({ words: kept, phrase: true });
      else kept.forEach((word) => parts.push({ words: [word], phrase: false }));
    };
    let cut = query.length > LONGEST_QUERY;
    for (const match of text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^"“”„«»]+)/gu)) {
      const words = wordsOf(match[1] ?? match[2]);
      if (words.length > MOST_WORDS - count) cut = true;
      add(words, match[1] !== undefined);
    }
    const last = parts[parts.length - 1];
    if (last && !last.phrase && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text)) last.open = true;
    return { parts, cut };
  }

  const SATURATED = Float64Array.from({ length: 32 }, (_, level) => {
    const weight = 2 ** ((level - 10) / 4);
    return weight / (weight + 4);
  });

  /**
   * Makes an engine. `load(name, fresh)` has the shard of that name call `homeroomShard`, and settles when it has been
   * run or could not be. `words` is the name of the shard with the words of the interface.
   */
  function create({ load, words: wordsName }) {
    let shards = new Map();
    let waiting = new Map();
    let site = null;

    function register(name, print, payload) {
      waiting.get(name)?.({ print, payload });
    }

    /** Loads a shard once. What fails is tried again at the next call. */
    function fetchShard(name, fresh) {
      let known = shards.get(name);
      if (!known) {
        known = (async () => {
          let found = null;
          waiting.set(name, (shard) => { found = shard; });
          try {
            await load(name, fresh);
          } catch (error) {
            throw error instanceof Fault ? error : new Fault(`${name} cannot be loaded`);
          } finally {
            waiting.delete(name);
          }
          if (!found) throw new Fault(`${name} does not register itself`);
          return found;
        })();
        shards.set(name, known);
        known.catch(() => { if (shards.get(name) === known) shards.delete(name); });
      }
      return known;
    }

    /** A shard of this index, decoded once. A site that was renewed since its table was loaded has other numbers. */
    async function shard(name, decode) {
      const found = await fetchShard(name);
      if (site && found.print !== site.print) {
        const fault = new Fault(`${name} belongs to another state of the site`, true);
        fault.print = found.print;
        throw fault;
      }
      if (found.value === undefined) found.value = decode(found.payload);
      return found.value;
    }

    async function table(fresh) {
      if (site) return site;
      const found = await fetchShard('table', fresh);
      const made = readTable(found);
      const own = await fetchShard(wordsName).catch(() => null);
      made.words = own && own.payload && typeof own.payload === 'object' ? own.payload : {};
      made.optional = new Set(wordsOf(String(made.words.search_optional ?? '')));
      made.kindWords = made.kinds.map(([, one, many]) => new Set([...wordsOf(one), ...wordsOf(many)]));
      made.gradeWords = new Set(wordsOf(String(made.words.search_grade_words ?? '')));
      site = made;
      return site;
    }

    function readTable({ print, payload }) {
      const isCount = (number) => Number.isInteger(number) && number >= 0 && number < 1 << 24;
      const sound = payload && typeof payload === 'object' && payload.format === FORMAT
        && isCount(payload.documents) && [payload.postings, payload.dictionary].every((count) => isCount(count) && count > 0 && (count & (count - 1)) === 0)
        && isCount(payload.group) && payload.group > 0
        && [payload.heavy, payload.kinds, payload.languages, payload.synonyms, payload.contacts].every(Array.isArray)
        && payload.kinds.every((kind) => Array.isArray(kind) && kind.length === 3 && kind.every((text) => typeof text === 'string'));
      if (!sound) throw new Fault('the table of the index cannot be read');
      const isPhrase = (phrase) => Array.isArray(phrase) && phrase.length > 0 && phrase.every((word) => typeof word === 'string');
      const synonyms = payload.synonyms.map((group) => (Array.isArray(group) ? group.filter(isPhrase) : []));
      return { ...payload, synonyms, heavy: new Set(payload.heavy), print };
    }

    const beginning = (word, letters) => [...word.slice(0, 2 * letters)].slice(0, letters).join('');
    /** How many letters of a word decide on its shard. */
    const deciding = (word) => (site.heavy.has(beginning(word, 3)) ? 5 : 3);
    const postingsShard = (word) => shard(`p${bucket(word, deciding(word), site.postings)}`, decodePostings);
    const dictionaryShard = (number) => shard(`d${number}`, decodeDictionary);

    async function facets() {
      const size = site.documents;
      return shard('facets', (payload) => {
        if (!payload || typeof payload !== 'object') throw new Fault('the columns of the index cannot be read');
        const { statuses, sets, labels } = payload;
        const lists = [statuses, sets, labels].every(Array.isArray);
        if (!lists || ![...statuses, ...sets].every(Array.isArray)) throw new Fault('the columns of the index cannot be read');
        const small = (length) => new Uint16Array(length);
        return {
          statuses,
          labels,
          sets,
          kind: column(payload.kind, size, small),
          language: column(payload.language, size, small),
          status: column(payload.status, size, small),
          grades: column(payload.grades, size, small),
          subjects: column(payload.subjects, size, (length) => new Uint32Array(length)),
        };
      });
    }

    async function days() {
      return shard('days', (payload) => {
        if (typeof payload !== 'string') throw new Fault('the days of the index cannot be read');
        const numbers = new Numbers(payload);
        return Uint32Array.from({ length: site.documents }, () => numbers.next());
      });
    }

    /** A document as results show it. */
    async function document(number) {
      const name = `t${Math.floor(number / site.group)}`;
      const found = await shard(name, (payload) => {
        if (!Array.isArray(payload)) throw new Fault(`${name} holds no documents`);
        return payload.map(readDocument);
      });
      const one = found[number % site.group];
      if (!one) throw new Fault(`${name} lacks a document`);
      return one;
    }

    function readDocument(payload) {
      const [title, href, summary, grades, answers, sections] = Array.isArray(payload) ? payload : [];
      if (![title, href, summary, grades].every((text) => typeof text === 'string') || !Array.isArray(sections)) {
        throw new Fault('a document cannot be read');
      }
      // Addresses are those of the site's own pages; a shard cannot make a link that leaves it.
      if (/^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(href)) throw new Fault('a document has an address outside of the site');
      const read = sections.map((section) => {
        const [id, heading, text] = Array.isArray(section) ? section : [];
        if (![id, heading, text].every((part) => typeof part === 'string')) throw new Fault('a section cannot be read');
        return { id, heading, text };
      });
      return { title, href, summary, grades, answers: readAnswers(answers), sections: read };
    }

    /** The answers of a document, or none where they cannot be read: the rest of a result stands without them. */
    function readAnswers(answers) {
      const [said, steps] = Array.isArray(answers) ? answers : [];
      const sound = [said, steps].every(Array.isArray) && said.every(Array.isArray)
        && steps.every((step) => Array.isArray(step) && typeof step[0] === 'string' && Array.isArray(step[1]));
      return sound ? { said, steps } : null;
    }

    // Terms of a word

    /** All forms of a word with their weights: the word itself first, then its forms, then what it begins. */
    async function resolve(word, open) {
      const terms = new Map();
      const add = (term, weight) => {
        if (!(terms.get(term.word)?.weight >= weight)) terms.set(term.word, { term, weight });
      };
      const own = await postingsShard(word);
      const exact = own.byWord.get(word);
      if (exact) {
        add(exact, 1);
        await addForms(exact, own, add, 0.9);
      }
      if (open || !exact) await addCompletions(word, own, add, exact ? 0.5 : open ? 0.85 : 0.6);
      return { word, terms, exact: Boolean(exact) };
    }

    /** A word as the site means it, which is not completed. */
    async function meant(word) {
      const terms = new Map();
      const add = (term, weight) => terms.set(term.word, { term, weight });
      const own = await postingsShard(word);
      const exact = own.byWord.get(word);
      if (exact) {
        await addForms(exact, own, add, 0.9);
        add(exact, 1);
      }
      return { word, terms, exact: Boolean(exact) };
    }

    async function addForms(term, own, add, weight) {
      // "Posters" means "poster"; "programs" may not mean "programming".
      const closeness = (form) => (Math.abs(form.length - term.word.length) > 2 ? 0.7 : 1) * weight;
      for (const form of term.forms) if (form !== term.word) add(own.byWord.get(form), closeness(form));
      await Promise.all(term.others.map(async (form) => {
        const found = (await postingsShard(form)).byWord.get(form);
        if (found) add(found, closeness(form));
      }));
    }

    async function addCompletions(word, own, add, weight) {
      const closeness = (term) => weight * Math.sqrt(word.length / term.length);
      if ([...word].length >= deciding(word)) {
        const found = own.list.filter((term) => term.word.length > word.length && term.word.startsWith(word));
        found.sort((a, b) => a.word.length - b.word.length || (a.word < b.word ? -1 : 1));
        found.slice(0, 30).forEach((term) => add(term, closeness(term.word)));
        return;
      }
      const listed = await dictionaryShard(bucket(word, 1, site.dictionary));
      const found = listed.filter((entry) => entry.word.length > word.length && entry.word.startsWith(word));
      found.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
      await Promise.all(found.slice(0, 5).map(async (entry) => {
        const term = (await postingsShard(entry.word)).byWord.get(entry.word);
        if (term) add(term, closeness(term.word));
      }));
    }

    /** The words of the site that are nearest to a misspelled one. */
    async function nearest(word, open, most) {
      if (!most) return [];
      const first = bucket(word, 1, site.dictionary);
      const near = (listed) => {
        const found = [];
        for (const entry of listed) {
          if (/^\p{N}+$/u.test(entry.word)) continue;
          let slip = distance(word, entry.word, most, false);
          let weight = slip;
          if (open && slip > most) {
            slip = distance(word, entry.word, most, true);
            weight = slip + 0.5;
          }
          // People seldom miss the first letter.
          if (slip <= most) weight += entry.word[0] === word[0] ? 0 : 0.4;
          else weight = Infinity;
          weight = Math.min(weight, kinship(word, entry.word));
          if (weight < Infinity) found.push({ ...entry, slip: weight });
        }
        return found;
      };
      let found = near(await dictionaryShard(first));
      if (!found.length) {
        const others = Array.from({ length: site.dictionary }, (_, number) => number).filter((number) => number !== first);
        found = (await Promise.all(others.map(dictionaryShard))).flatMap(near);
      }
      const worth = (entry) => entry.slip - 0.12 * Math.log2(1 + entry.count);
      return found.sort((a, b) => worth(a) - worth(b) || (a.word < b.word ? -1 : 1));
    }

    /** A word with the nearest words of the site in its place. */
    async function correct(resolved, open) {
      const { word } = resolved;
      const isUnknown = !resolved.terms.size;
      const found = await nearest(word, open, slips(word));
      if (!found.length) return resolved;
      const add = (term, weight) => {
        if (!(resolved.terms.get(term.word)?.weight >= weight)) resolved.terms.set(term.word, { term, weight });
      };
      const best = found[0].slip;
      const chosen = found.filter((entry) => entry.slip <= best + 0.45).slice(0, 4);
      await Promise.all(chosen.map(async (entry) => {
        const own = await postingsShard(entry.word);
        const term = own.byWord.get(entry.word);
        if (!term) return;
        const weight = (entry === found[0] ? 0.8 : 0.55) / Math.max(1, entry.slip);
        add(term, weight);
        await addForms(term, own, add, weight * 0.9);
      }));
      if (isUnknown) resolved.corrected = found[0].word;
      return resolved;
    }

    // Slots: what a result has to hold, each with the ways to hold it

    async function slots({ parts }) {
      const all = parts.flatMap((part) => part.words.map((word, at) => ({ word, open: Boolean(part.open) && at === 0, part })));
      const resolved = await Promise.all(all.map(({ word, open }) => resolve(word, open)));
      await Promise.all(all.map(async ({ word, open, part }, at) => {
        const { terms, exact } = resolved[at];
        if (part.phrase || exact || inSynonyms(word) || site.optional.has(word)) return;
        if (!terms.size) await joinOrCorrect(all, resolved, at, open);
        // "Goggle" begins "goggles", and means "Google".
        else if (!open && slips(word)) await correct(resolved[at], open);
      }));
      const found = [];
      for (let at = 0; at < all.length;) {
        const { part } = all[at];
        const own = resolved.slice(at, at + (part.phrase ? part.words.length : 1));
        if (part.phrase) {
          found.push({ ways: [{ words: own, weight: 1 }], phrase: part.words, optional: false });
          at += part.words.length;
          continue;
        }
        const grade = gradeAt(all, at);
        const { parts } = resolved[at];
        const known = grade ?? await synonyms(resolved, all, at) ?? await joined(all, at) ?? (parts && { length: 1, ways: [{ words: parts, weight: 0.95 }] });
        const length = known ? known.length : 1;
        let words = resolved.slice(at, at + length);
        // "A new" may be "anew"; where it is not, "a" is asked of nobody.
        if (known?.joined && words.some(({ word }) => !site.optional.has(word))) words = words.filter(({ word }) => !site.optional.has(word));
        const ways = [{ words, weight: 1 }, ...(known?.ways ?? [])];
        const optional = length === 1 && site.optional.has(all[at].word) && !resolved[at].corrected;
        found.push({ ways, phrase: null, optional, grade: grade?.grade });
        at += length;
      }
      if (found.every((slot) => slot.optional)) found.forEach((slot) => { slot.optional = false; });
      return found;
    }

    /** "grade 4", "4th grade", "grade K": the grade by its number from PK on. */
    function gradeAt(all, at) {
      const [first, second] = [all[at], all[at + 1]];
      if (!second || first.part.phrase || second.part.phrase) return null;
      const named = [[first.word, second.word], [second.word, first.word]].find(([word]) => site.gradeWords.has(word));
      const match = named && /^(?:(pk)|(k)|(\d{1,2})(?:st|nd|rd|th)?)$/.exec(named[1]);
      if (!match || Number(match[3]) > 12 || match[3] === '0') return null;
      return { length: 2, ways: [], grade: match[1] ? 0 : match[2] ? 1 : Number(match[3]) + 1 };
    }

    /** "we video" for "WeVideo": two words of which one is short, written as one. */
    async function joined(all, at) {
      const [first, second] = [all[at], all[at + 1]];
      if (!second || first.part.phrase || second.part.phrase || Math.min(first.word.length, second.word.length) > 3) return null;
      const word = await meant(first.word + second.word);
      return word.exact ? { length: 2, joined: true, ways: [{ words: [word], weight: 1 }] } : null;
    }

    /** "near pod" for "Nearpod": a word that is not there is tried together with its neighbor, then "smartboard" as two
     * words; else its spelling is mended. */
    async function joinOrCorrect(all, resolved, at, open) {
      for (const [from, to] of [[at - 1, at], [at, at + 1]]) {
        if (from < 0 || to >= all.length || all[from].part.phrase || all[to].part.phrase) continue;
        const whole = await meant(all[from].word + all[to].word);
        if (whole.exact) {
          for (const place of [from, to]) whole.terms.forEach((value, key) => resolved[place].terms.set(key, value));
          return;
        }
      }
      resolved[at].parts = await divided(all[at].word);
      if (!resolved[at].parts) await correct(resolved[at], open);
    }

    const SHORTEST_PART = 4;

    /** The two words of the site that a word is written of, or nothing. */
    async function divided(word) {
      if (word.length < 2 * SHORTEST_PART) return null;
      const listed = await dictionaryShard(bucket(word, 1, site.dictionary));
      const fits = (length) => length >= SHORTEST_PART && word.length - length >= SHORTEST_PART;
      for (const first of listed.filter((entry) => fits(entry.word.length) && word.startsWith(entry.word))) {
        const parts = await Promise.all([first.word, word.slice(first.word.length)].map(meant));
        if (parts.every(({ exact }) => exact)) return parts;
      }
      return null;
    }

    /** Whether a word of the settings is meant, which no page may hold: "kids" is "kid". */
    const isForm = (word, other) => word === other || (other.length > 2 && word.length - other.length <= 2 && word.startsWith(other) && word.endsWith('s'));
    const inSynonyms = (word) => site.synonyms.flat().some((phrase) => phrase.length === 1 && isForm(word, phrase[0]));

    /** The longest group of synonyms that names the words from here on. */
    async function synonyms(resolved, all, at) {
      let best = null;
      for (const group of site.synonyms) {
        for (const phrase of group) {
          if (at + phrase.length > all.length || (best && best.length >= phrase.length)) continue;
          const same = phrase.every((word, next) => {
            const { part } = all[at + next];
            const found = resolved[at + next];
            const exact = found.terms.get(word);
            return !part.phrase && (found.word === word || found.corrected === word || (exact && exact.weight >= 0.9) || (!found.exact && isForm(found.word, word)));
          });
          if (same) best = { length: phrase.length, phrase, group };
        }
      }
      if (!best) return null;
      // The words themselves are meant too, where no page has the form that was typed.
      const isThere = resolved.slice(at, at + best.length).every(({ exact }) => exact);
      const others = best.group.filter((phrase) => !isThere || phrase !== best.phrase);
      const ways = await Promise.all(others.map(async (phrase) => ({
        words: await Promise.all(phrase.map(meant)),
        weight: 0.9,
      })));
      return { length: best.length, ways };
    }

    /** The score of each document for a word, and how rare the word is. */
    function score(resolved) {
      const size = site.documents;
      const scores = new Float32Array(size);
      let held = 0;
      let most = 0;
      for (const { term, weight } of resolved.terms.values()) {
        const { documents, levels, count } = postings(term, size);
        most = Math.max(most, count);
        for (let i = 0; i < documents.length; i++) {
          const value = weight * SATURATED[levels[i]];
          if (scores[documents[i]] === 0) held++;
          if (value > scores[documents[i]]) scores[documents[i]] = value;
        }
      }
      const count = Math.max(held, most);
      const rarity = Math.log(1 + (size - count + 0.5) / (count + 0.5));
      return { scores, rarity, common: most > held };
    }

    /** The score of each document for a slot: its best way. */
    function scoreSlot(slot, columns) {
      const size = site.documents;
      const total = new Float32Array(size);
      slot.common = false;
      slot.isKnown = slot.grade !== undefined || slot.ways.some((way) => way.words.every(({ terms }) => terms.size));
      if (slot.grade !== undefined) return scoreGrade(slot, columns, total);
      let held = 0;
      for (const way of slot.ways) {
        const words = way.words.map(score);
        const required = words.filter((word) => !word.common);
        const sum = words.reduce((most, word) => most + word.rarity, 0);
        if (way === slot.ways[0]) slot.common = required.length === 0;
        for (let number = 0; number < size; number++) {
          if (!required.every((word) => word.scores[number] > 0)) continue;
          let value = 0;
          for (const word of words) value += word.scores[number] * word.rarity;
          if (value > 0 && total[number] === 0) held++;
          // Ways count alike, however many words they have and however rare those are.
          if (sum > 0) total[number] = Math.max(total[number], (value / sum) * way.weight);
        }
        way.rarity = sum;
      }
      const [own, ...others] = slot.ways;
      slot.rarity = Math.max(others.length ? Math.log(1 + (size - held + 0.5) / (held + 0.5)) : own.rarity, 0.05);
      for (let number = 0; number < size; number++) total[number] *= slot.rarity;
      return total;
    }

    /** What is for a grade; the fewer other grades it is for, the more. */
    function scoreGrade(slot, columns, total) {
      let count = 0;
      for (let number = 0; number < total.length; number++) {
        const grades = columns.grades[number];
        if (!(grades & (1 << slot.grade))) continue;
        let others = 0;
        for (let rest = grades; rest; rest &= rest - 1) others++;
        total[number] = 0.8 / others ** 0.4;
        count++;
      }
      slot.rarity = Math.max(Math.log(1 + (total.length - count + 0.5) / (count + 0.5)), 0.5);
      for (let number = 0; number < total.length; number++) total[number] *= slot.rarity;
      return total;
    }

    /** Every document that holds all of a query, or else some of it, best first. */
    function rank(query, columns) {
      const size = site.documents;
      const sums = new Float32Array(size);
      const held = new Float32Array(size);
      const missing = new Uint8Array(size);
      let whole = 0;
      for (const slot of query) {
        const scores = scoreSlot(slot, columns);
        const share = slot.optional ? 0.25 : 1;
        // A word that no page holds is missing everywhere alike.
        if (slot.isKnown) whole += slot.rarity * share;
        for (let number = 0; number < size; number++) {
          if (scores[number] > 0) {
            sums[number] += scores[number] * share;
            held[number] += slot.rarity * share;
          } else if (!slot.optional && !slot.common) {
            missing[number] = 1;
          }
        }
      }
      const found = [];
      for (let number = 0; number < size; number++) if (sums[number] > 0) found.push(number);
      const full = found.filter((number) => !missing[number]);
      const phrase = query.some((slot) => slot.phrase);
      const all = full.length > 0 || phrase;
      const value = (number) => sums[number] * (0.4 + 0.6 * (held[number] / whole)) * (missing[number] ? 1 : 1.2);
      let kept = full;
      if (!phrase && full.length < FEW) {
        // Where few hold everything, those that hold the most of the rest stand with them.
        const best = full.reduce((most, number) => Math.max(most, value(number)), 0);
        const least = full.length ? 0.35 : 0.3;
        kept = found.filter((number) => !missing[number] || (held[number] >= least * whole && value(number) >= 0.5 * best));
      }
      return { numbers: kept.sort((a, b) => value(b) - value(a) || a - b), value, all };
    }

    // What results show

    function matcher(query) {
      const terms = new Map();
      query.forEach((slot, place) => {
        for (const way of slot.ways) {
          for (const word of way.words) {
            for (const { term } of word.terms.values()) {
              const weight = slot.rarity * (slot.optional ? 0.25 : 1);
              const isForm = word.exact && term.word !== word.word;
              if (!(terms.get(term.word)?.weight >= weight)) terms.set(term.word, { place, weight, isForm });
            }
          }
        }
      });
      return terms;
    }

    /** How much of a query stands together, in its order, in a text: forms and synonyms count a little less. */
    function run(text, terms, query, asked) {
      const words = wordsOf(text);
      const places = words.map((word) => terms.get(word)?.place);
      const longest = (has, length) => {
        let best = 0;
        for (let from = 0; from < words.length; from++) {
          for (let start = 0; start < length; start++) {
            let count = 0;
            while (start + count < length && has(from + count, start + count)) count++;
            best = Math.max(best, count);
          }
        }
        return best < 2 ? 0 : best / length;
      };
      return Math.max(longest((at, word) => words[at] === asked[word], asked.length), 0.95 * longest((at, slot) => places[at] === slot, query.length));
    }

    /** How well a title and the headings answer a query. */
    function titleBonus(found, terms, query, asked) {
      const headings = found.sections.map(({ heading }) => heading).filter(Boolean);
      const together = Math.max(run(found.title, terms, query, asked), ...headings.map((heading) => 0.9 * run(heading, terms, query, asked)));
      return (1 + 0.5 * together * together) * coverage(found, terms, query);
    }

    function coverage(found, terms, query) {
      const title = wordsOf(found.title);
      const places = new Map();
      let matched = 0;
      for (const word of title) {
        const hit = terms.get(word);
        if (!hit) continue;
        // "Canvas" is no title for "canva".
        const worth = hit.isForm ? 0.7 : 1;
        places.set(hit.place, Math.max(places.get(hit.place) ?? 0, worth));
        matched += worth;
      }
      const needed = query.filter((slot) => !slot.optional).length;
      const sum = query.reduce((sum, slot, place) => sum + (slot.optional ? 0 : places.get(place) ?? 0), 0);
      const covered = sum / Math.max(1, needed);
      return 1 + 0.45 * covered * covered + 0.45 * covered * (matched / Math.max(1, title.length));
    }

    function holdsPhrase(text, phrase) {
      const words = wordsOf(text);
      return words.some((_, at) => phrase.every((word, next) => words[at + next] === word));
    }

    function holdsPhrases(found, query) {
      const texts = [found.title, found.summary, ...found.sections.flatMap(({ heading, text }) => [heading, text])];
      return query.every((slot) => !slot.phrase || texts.some((text) => holdsPhrase(text, slot.phrase)));
    }

    /** A text as pieces, those that were asked for marked. */
    function marked(text, terms) {
      const found = [];
      let from = 0;
      for (const span of spans(text)) {
        if (!span.words.some((word) => terms.has(word))) continue;
        if (span.start > from) found.push({ text: text.slice(from, span.start), mark: false });
        found.push({ text: text.slice(span.start, span.end), mark: true });
        from = span.end;
      }
      if (from < text.length) found.push({ text: text.slice(from), mark: false });
      return found;
    }

    const EXCERPT = 170;

    /** The part of a text that holds the most of a query, and how much that is. */
    function excerpt(text, terms) {
      const all = spans(text);
      const hits = [];
      for (const span of all) {
        const hit = span.words.map((word) => terms.get(word)).find(Boolean);
        if (hit) hits.push({ ...span, ...hit });
      }
      let best = { worth: 0, from: 0 };
      hits.forEach((hit, at) => {
        const seen = new Map();
        for (let next = at; next < hits.length && hits[next].end - hit.start <= EXCERPT; next++) {
          const { place, weight } = hits[next];
          seen.set(place, Math.max(seen.get(place) ?? 0, weight));
        }
        let worth = 0;
        seen.forEach((weight) => { worth += weight; });
        if (worth > best.worth + 1e-9) best = { worth, from: hit.start };
      });
      const start = all.findLast((span) => span.start <= Math.max(0, best.from - 40) || span.start === 0)?.start ?? 0;
      let end = text.length;
      if (end - start > EXCERPT + 30) end = all.findLast((span) => span.end <= start + EXCERPT)?.end ?? start + EXCERPT;
      const cut = text.slice(start, end).replace(/\s+/g, ' ').trim();
      const shown = `${start > 0 ? '… ' : ''}${cut}${end < text.length ? ' …' : ''}`;
      return { worth: best.worth, pieces: marked(shown, terms) };
    }

    /** A document as a result: its title, the best excerpt, and the sections that a reader wants. */
    function present(number, found, terms) {
      const sections = found.sections.map((section, order) => {
        const own = excerpt(section.text, terms);
        const heading = wordsOf(section.heading).map((word) => terms.get(word)?.weight ?? 0);
        return { ...section, order, worth: own.worth + 0.8 * heading.reduce((sum, weight) => sum + weight, 0), text: own };
      });
      sections.sort((a, b) => b.worth - a.worth || a.order - b.order);
      const best = sections[0];
      const summary = excerpt(found.summary, terms);
      const inSummary = !best || best.text.worth === 0 || summary.worth >= best.text.worth;
      const links = sections.filter(({ id, worth }) => id && best && worth > 0 && worth >= 0.6 * best.worth).slice(0, 3);
      return {
        number,
        title: found.title,
        titlePieces: marked(found.title, terms),
        href: found.href,
        grades: found.grades,
        answers: found.answers,
        excerpt: (inSummary && found.summary ? summary : best?.text ?? summary).pieces,
        sections: links.map(({ id, heading }) => ({ id, pieces: marked(heading, terms) })),
      };
    }

    /** Whether a document passes the filters, one of them left out where its values are counted. */
    function passes(columns, number, filters, without) {
      const { kind, grade, status, subject, language } = filters;
      if (without !== 'kind' && kind != null && columns.kind[number] !== kind) return false;
      if (without !== 'grade' && grade != null && !(columns.grades[number] & (1 << grade))) return false;
      if (without !== 'status' && status != null && columns.status[number] !== status + 1) return false;
      if (without !== 'subject' && subject != null && !columns.sets[columns.subjects[number]]?.includes(subject)) return false;
      if (without !== 'language' && language != null && columns.language[number] !== language) return false;
      return true;
    }

    /** How many results each value of each facet would leave. */
    function counts(columns, numbers, filters) {
      const made = {};
      const count = (facet, add) => {
        const own = new Map();
        const plus = (value) => own.set(value, (own.get(value) ?? 0) + 1);
        for (const number of numbers) if (passes(columns, number, filters, facet)) add(number, plus);
        made[facet] = own;
      };
      count('kind', (number, plus) => plus(columns.kind[number]));
      count('language', (number, plus) => plus(columns.language[number]));
      count('status', (number, plus) => columns.status[number] && plus(columns.status[number] - 1));
      count('subject', (number, plus) => (columns.sets[columns.subjects[number]] ?? []).forEach(plus));
      count('grade', (number, plus) => {
        for (let grade = 0; grade < 14; grade++) if (columns.grades[number] & (1 << grade)) plus(grade);
      });
      return made;
    }

    /** "Nearpod lesson" asks for a lesson: entries of a kind that is named, or with that word in the title, count more. */
    function hints(query, columns, terms) {
      const words = query.map(({ ways: [own], phrase, optional }) => (phrase || optional || own?.words.length !== 1 ? '' : own.words[0].word));
      const named = site.kindWords.map((kind) => words.some((word) => kind.has(word)));
      if (query.length < 2 || !named.includes(true)) return () => 1;
      const places = new Set(words.flatMap((word, place) => (site.kindWords.some((kind) => kind.has(word)) ? [place] : [])));
      return (number, { title }) => (named[columns.kind[number]] || wordsOf(title).some((word) => places.has(terms.get(word)?.place)) ? 1.8 : 1);
    }

    /** Loads documents, holds them against phrases, and orders them by title among their equals. */
    async function pick(ranking, query, columns, asked, byDate, from, limit) {
      const terms = matcher(query);
      const hint = hints(query, columns, terms);
      const phrases = query.some((slot) => slot.phrase);
      const picked = [];
      let at = 0;
      let partial = false;
      const { numbers, value } = ranking;
      while (at < numbers.length && picked.length < from + limit && !(phrases && at >= MOST_VERIFIED)) {
        const batch = numbers.slice(at, at + BATCH);
        at += batch.length;
        if (!phrases && byDate && picked.length + batch.length <= from) {
          picked.push(...batch.map((number) => ({ number })));
          continue;
        }
        const tried = await Promise.allSettled(batch.map(async (number) => ({ number, found: await document(number) })));
        const loaded = tried.filter(({ status }) => status === 'fulfilled').map(({ value: one }) => one);
        const fault = tried.find(({ status }) => status === 'rejected')?.reason;
        // One lost shard costs the results that it holds, and no more.
        if (fault && (fault.outdated || !loaded.length)) throw fault;
        partial ||= Boolean(fault);
        const kept = phrases ? loaded.filter(({ found }) => holdsPhrases(found, query)) : loaded;
        if (!byDate) {
          const worth = new Map(kept.map(({ number, found }) => [number, value(number) * hint(number, found) * titleBonus(found, terms, query, asked)]));
          kept.sort((a, b) => worth.get(b.number) - worth.get(a.number) || a.number - b.number);
        }
        picked.push(...kept);
      }
      return { picked, partial, terms, total: phrases && at >= numbers.length ? picked.length : numbers.length };
    }

    /**
     * Finds what a query means. `filters` has the numbers of chosen values; `sort` is `date` or nothing; `from` and
     * `limit` cut the list.
     */
    async function find(text, options = {}) {
      try {
        return await search(text, options);
      } catch (fault) {
        if (!fault?.outdated || options.renewed) throw fault;
        // The site was renewed after its table was loaded: start again with what is there now.
        shards = new Map();
        waiting = new Map();
        site = null;
        await table(fault.print);
        return search(text, { ...options, renewed: true });
      }
    }

    async function search(text, { filters = {}, sort, from = 0, limit = BATCH } = {}) {
      await table();
      const parsed = parse(String(text));
      const nothing = { total: 0, grade: null, all: true, results: [], counts: null, corrections: [], near: [], cut: parsed.cut, empty: false, partial: false };
      if (!parsed.parts.length) return { ...nothing, empty: true };
      const query = await slots(parsed);
      const columns = await facets();
      const ranking = rank(query, columns);
      const corrections = query.flatMap((slot) => slot.ways[0].words)
        .filter((word) => word.corrected).map((word) => ({ from: word.word, to: word.corrected }));
      if (!ranking.numbers.length) return { ...nothing, corrections, near: await nearWords(query) };
      const made = counts(columns, ranking.numbers, filters);
      ranking.numbers = ranking.numbers.filter((number) => passes(columns, number, filters));
      if (sort === 'date') {
        const when = await days();
        ranking.numbers.sort((a, b) => when[b] - when[a] || ranking.value(b) - ranking.value(a));
      }
      const { picked, partial, terms, total } = await pick(ranking, query, columns, parsed.parts.flatMap((part) => part.words), sort === 'date', from, limit);
      const shown = picked.slice(from, from + limit);
      const results = await Promise.all(shown.map(async ({ number, found }) => ({
        ...present(number, found ?? await document(number), terms),
        kind: columns.kind[number],
        language: columns.language[number],
        status: columns.status[number] ? columns.statuses[columns.status[number] - 1] : null,
      })));
      const near = total ? [] : await nearWords(query);
      const grade = query.find((slot) => slot.grade !== undefined)?.grade ?? null;
      return { ...nothing, total, grade, all: ranking.all, results, counts: made, corrections, near, partial };
    }

    /** Words of the site for a reader who found nothing. */
    async function nearWords(query) {
      const found = new Set();
      for (const slot of query) {
        for (const { word } of slot.ways[0].words) {
          const near = await nearest(word, true, Math.min(3, Math.floor(word.length / 2)));
          near.slice(0, 3).forEach((entry) => found.add(entry.word));
        }
      }
      return [...found].slice(0, 6);
    }

    return { find, register, table, columns: async () => { await table(); return facets(); } };
  }

  const api = { create, Fault, words: wordsOf, distance, bucket, parse, decodePostings, decodeDictionary, postings, column };
  root.homeroomEngine = api;
})(typeof self === 'undefined' ? globalThis : self);
