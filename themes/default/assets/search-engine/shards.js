// Decodes shards. docs/search.md tells their format.
(() => {
  'use strict';

  /** What goes wrong with a shard: it cannot be loaded, or it cannot be read. */
  class Fault extends Error {
    constructor(message, outdated) {
      super(message);
      this.name = 'Fault';
      this.outdated = Boolean(outdated);
    }
  }

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

  Object.assign(homeroomEngine, { Fault, Numbers, decodePostings, decodeDictionary, postings, column, bucket });
})();
