// Decodes shards, each by its shape. docs/search.md describes their format.
(() => {
	'use strict';

	const { refuse, read, text, whole, maybe, list, tuple, record, texts, flag } = homeroomEngine;

	const FORMAT = 1;
	const LONGEST_WORD = 80; // the longest word in a shard, in UTF-16 units
	const MANY = 1 << 16; // no list of a site is longer
	const GRADES = 14;

	const VALUES = new Uint8Array(128).fill(255);
	const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
	for (let value = 0; value < SIGNS.length; value++) VALUES[SIGNS.charCodeAt(value)] = value;

	/** Reads numbers from a text. */
	class Numbers {
		constructor(written, at = 0) {
			this.text = text()(written);
			this.at = at;
		}
		get done() {
			return this.at >= this.text.length;
		}
		/** The next number, which may be at most `most`. */
		next(most) {
			let number = 0;
			for (let shift = 0; shift < 30; shift += 5) {
				const code = this.text.charCodeAt(this.at++);
				const value = code < 128 ? VALUES[code] : 255;
				if (value === 255) refuse();
				number |= (value & 31) << shift;
				if (value < 32) return number <= most ? number : refuse();
			}
			return refuse();
		}
	}

	/** Calls `see` with each word of a shard and the rest of its record. */
	function records(payload, see) {
		let before = '';
		if (text()(payload) === '') return;
		for (const record of payload.split(' ')) {
			const numbers = new Numbers(record);
			const shared = numbers.next(before.length);
			const end = record.indexOf('.', numbers.at);
			// A word repeats the start of the word before it, so without a limit words could grow without end.
			if (end < 0 || shared + end - numbers.at > LONGEST_WORD) refuse();
			before = before.slice(0, shared) + record.slice(numbers.at, end);
			see(before, record.slice(end + 1));
		}
	}

	/** The words of a shard of postings, each with its forms. The documents are read when they are asked for. */
	function postings(payload) {
		const words = [];
		const byWord = new Map();
		records(payload, (word, rest) => {
			const [numbers, ...others] = rest.split('/');
			if (others.some((other) => other.length > LONGEST_WORD)) refuse();
			const reader = new Numbers(numbers);
			const back = reader.next(words.length);
			const term = { word, others, numbers, at: reader.at, forms: back ? words[words.length - back].forms : [] };
			term.forms.push(word);
			words.push(term);
			byWord.set(word, term);
		});
		return { list: words, byWord };
	}

	/** The documents of a term with their levels: `{ documents, levels, count }`. They are read once. */
	function holders(term, size) {
		term.read ??= read('a shard of words', () => {
			const numbers = new Numbers(term.numbers, term.at);
			const all = numbers.next(size);
			const documents = [];
			const levels = [];
			while (!numbers.done) {
				const level = numbers.next(31);
				const count = numbers.next(size);
				for (let i = 0, next = 0; i < count; i++) {
					const document = next + numbers.next(size - 1 - next);
					documents.push(document);
					levels.push(level);
					next = document + 1;
				}
			}
			return { documents, levels, count: all || Math.min(documents.length, size) };
		});
		return term.read;
	}

	function dictionary(payload) {
		const words = [];
		records(payload, (word, rest) => words.push({ word, count: new Numbers(rest).next(2 ** 30) }));
		return words;
	}

	/** A column, written as runs: a value for each document, which may be at most `most`. */
	const column = (size, most, make) => (payload) => {
		const values = make(size);
		const numbers = new Numbers(payload);
		let at = 0;
		while (!numbers.done) {
			const value = numbers.next(most);
			const length = numbers.next(size - at);
			values.fill(value, at, at + length);
			at += length;
		}
		return at === size ? values : refuse();
	};

	const power = (most) => (value) => (whole(most, 1)(value) & (value - 1) ? refuse() : value);
	const word = text();

	/** The table, which every query needs. The format sets the limits for shards and documents. */
	const table = record({
		format: whole(FORMAT, FORMAT),
		documents: whole(1 << 18),
		postings: power(512),
		dictionary: power(64),
		heavy: list(word, MANY),
		group: whole(64, 1),
		kinds: list(tuple(word, word, word), MANY, 1),
		languages: list(word, MANY, 1),
		rtl: list(flag, MANY, 1),
		synonyms: list(list(list(word, MANY), MANY), MANY),
		contacts: list(tuple(word, maybe(word), maybe(word)), MANY),
		portable: flag,
	});

	const TONE = /^[a-z-]*$/;

	/** The columns by which results are narrowed. */
	const facets =
		({ documents, kinds, languages }) =>
		(payload) => {
			const { statuses, labels } = record({
				statuses: list(tuple(word, maybe(text(TONE))), 1024),
				labels: list(word, 1024),
			})(payload);
			const known = whole(labels.length - 1);
			const { sets } = record({ sets: list((set) => [...new Set(list(known, labels.length)(set))], MANY, 1) })(payload);
			const small = (length) => new Uint16Array(length);
			const columns = record({
				kind: column(documents, kinds.length - 1, small),
				language: column(documents, languages.length - 1, small),
				status: column(documents, statuses.length, small),
				grades: column(documents, 2 ** GRADES - 1, small),
				subjects: column(documents, sets.length - 1, small),
			});
			return { statuses, labels, sets, ...columns(payload) };
		};

	/** The day of each document. */
	const days =
		({ documents }) =>
		(payload) => {
			const numbers = new Numbers(payload);
			return Uint32Array.from({ length: documents }, () => numbers.next(2 ** 30));
		};

	// Only addresses of the site's own pages are allowed: signs that need no escape, and no step up. Browsers drop line
	// ends and tabs from an address, so a list of forbidden signs could miss some; this is a list of allowed ones.
	const HREF = /^(?!\/)(?!(?:.*\/)?(?:\.|%2e){2}(?:\/|$))[\w.~%/-]+$/i;

	/** The different answers; then, for each day, the number of the answer for each grade, and of the best one. */
	function answers(payload) {
		const [said] = tuple(list(tuple(text(TONE), word, word), MANY), (steps) => steps)(payload);
		const row = list(maybe(whole(said.length - 1)), GRADES + 1, GRADES + 1);
		return { said, steps: list(tuple(word, row), MANY, 1)(payload[1]) };
	}

	const document = (payload) => {
		const [title, href, summary, grades, own, sections] = tuple(
			word,
			text(HREF),
			word,
			word,
			maybe(answers),
			list(tuple(word, word, word), MANY),
		)(payload);
		return {
			title,
			href,
			summary,
			grades,
			answers: own,
			sections: sections.map(([id, heading, text]) => ({ id, heading, text })),
		};
	};

	/** Some documents. */
	const documents = ({ group }) => list(document, group);

	/** The shard of a word, by its first letters. */
	function bucket(word, letters, shards) {
		const start = [...word.slice(0, 2 * letters)].slice(0, letters).join('');
		let hash = 0x811c9dc5;
		for (let i = 0; i < start.length; i++) hash = Math.imul(hash ^ start.charCodeAt(i), 0x01000193);
		return ((hash ^ (hash >>> 15)) >>> 0) & (shards - 1);
	}

	Object.assign(homeroomEngine, {
		shapes: { table, texts, facets, days, postings, dictionary, documents },
		holders,
		bucket,
	});
})();
