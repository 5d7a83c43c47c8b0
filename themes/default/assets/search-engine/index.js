// The index of a site: loads its shards once, and hands out words, columns and documents.
(() => {
  'use strict';

  const { words: wordsOf, Fault, Numbers, decodePostings, decodeDictionary, column, bucket } = homeroomEngine;

  const FORMAT = 1;

  /**
   * Opens an index. `load(name, fresh)` has the shard of that name call `homeroomShard`, and settles when it has been run or
   * could not be. `words` is the name of the shard with the words of the interface.
   */
  function open({ load, words }) {
    let shards = new Map();
    let waiting = new Map();
    const index = { site: null, register, table, renew, deciding, postingsShard, dictionaryShard, facets, days, document };

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
      const { site } = index;
      if (site && found.print !== site.print) {
        const fault = new Fault(`${name} belongs to another state of the site`, true);
        fault.print = found.print;
        throw fault;
      }
      if (found.value === undefined) found.value = decode(found.payload);
      return found.value;
    }

    async function table(fresh) {
      if (index.site) return index.site;
      const found = await fetchShard('table', fresh);
      const made = readTable(found);
      const own = await fetchShard(words).catch(() => null);
      made.words = own && own.payload && typeof own.payload === 'object' ? own.payload : {};
      made.optional = new Set(wordsOf(String(made.words.search_optional ?? '')));
      made.kindWords = made.kinds.map(([, one, many]) => new Set([...wordsOf(one), ...wordsOf(many)]));
      made.gradeWords = new Set(wordsOf(String(made.words.search_grade_words ?? '')));
      index.site = made;
      return made;
    }

      function renew(print) {
      shards = new Map();
      waiting = new Map();
      index.site = null;
      return table(print);
    }

    /** How many letters of a word decide on its shard. */
    function deciding(word) {
      return index.site.heavy.has([...word.slice(0, 6)].slice(0, 3).join('')) ? 5 : 3;
    }

    function postingsShard(word) {
      return shard(`p${bucket(word, deciding(word), index.site.postings)}`, decodePostings);
    }

    function dictionaryShard(number) {
      return shard(`d${number}`, decodeDictionary);
    }

    async function facets() {
      const size = index.site.documents;
      return shard('facets', (payload) => readFacets(payload, size));
    }

    async function days() {
      return shard('days', (payload) => {
        if (typeof payload !== 'string') throw new Fault('the days of the index cannot be read');
        const numbers = new Numbers(payload);
        return Uint32Array.from({ length: index.site.documents }, () => numbers.next());
      });
    }

    /** A document as results show it. */
    async function document(number) {
      const { group } = index.site;
      const name = `t${Math.floor(number / group)}`;
      const found = await shard(name, (payload) => {
        if (!Array.isArray(payload)) throw new Fault(`${name} holds no documents`);
        return payload.map(readDocument);
      });
      const one = found[number % group];
      if (!one) throw new Fault(`${name} lacks a document`);
      return one;
    }

    return index;
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

  function readFacets(payload, size) {
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

  Object.assign(homeroomEngine, { open });
})();
