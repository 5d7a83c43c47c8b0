// The index of a site: loads each shard once, and returns words, columns and documents.
(() => {
	'use strict';

	const { words: wordsOf, Fault, read, shapes, bucket } = homeroomEngine;

	/**
	 * Opens an index. `load(name, fresh)` runs the script of a shard, which calls `homeroomShard`; its promise settles
	 * when the script has run or has failed. `words` is the name of the shard with the words of the interface.
	 */
	function open({ load, words }) {
		let shards = new Map();
		let waiting = new Map();
		const index = {
			site: null,
			register,
			table,
			renew,
			deciding,
			postingsShard,
			dictionaryShard,
			facets,
			days,
			document,
		};

		function register(name, print, payload) {
			waiting.get(name)?.({ print: typeof print === 'string' && /^[0-9a-f]+$/.test(print) ? print : null, payload });
		}

		/** Loads a shard once. After a failure, the next call tries again. */
		function fetchShard(name, fresh) {
			let known = shards.get(name);
			if (!known) {
				known = (async () => {
					let found = null;
					waiting.set(name, (shard) => {
						found = shard;
					});
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
				known.catch(() => {
					if (shards.get(name) === known) shards.delete(name);
				});
			}
			return known;
		}

		/** A shard of this index, read once by its shape. When the site was built again after its table was loaded, the
		 * numbers of the shard no longer fit: the shard is outdated. */
		async function shard(name, shape) {
			const found = await fetchShard(name);
			const { site } = index;
			if (site && found.print !== site.print) {
				const fault = new Fault(`${name} belongs to another state of the site`, true);
				fault.print = found.print;
				throw fault;
			}
			found.value ??= read(name, shape, found.payload);
			return found.value;
		}

		async function table(fresh) {
			if (index.site) return index.site;
			const found = await fetchShard('table', fresh);
			const made = { ...read('table', shapes.table, found.payload), print: found.print };
			made.heavy = new Set(made.heavy);
			made.synonyms = made.synonyms.map((group) => group.filter((phrase) => phrase.length));
			const own = await fetchShard(words).catch(() => null);
			made.words = own ? read(words, shapes.texts, own.payload) : {};
			made.optional = new Set(wordsOf(made.words.search_optional ?? ''));
			made.kindWords = made.kinds.map(([, one, many]) => new Set([...wordsOf(one), ...wordsOf(many)]));
			made.gradeWords = new Set(wordsOf(made.words.search_grade_words ?? ''));
			index.site = made;
			return made;
		}

		function renew(print) {
			shards = new Map();
			waiting = new Map();
			index.site = null;
			return table(print);
		}

		/** How many letters of a word decide its shard. */
		function deciding(word) {
			return index.site.heavy.has([...word.slice(0, 6)].slice(0, 3).join('')) ? 5 : 3;
		}

		function postingsShard(word) {
			return shard(`p${bucket(word, deciding(word), index.site.postings)}`, shapes.postings);
		}

		function dictionaryShard(number) {
			return shard(`d${number}`, shapes.dictionary);
		}

		async function facets() {
			return shard('facets', shapes.facets(index.site));
		}

		async function days() {
			return shard('days', shapes.days(index.site));
		}

		/** The data of a document that its result shows. */
		async function document(number) {
			const { group } = index.site;
			const name = `t${Math.floor(number / group)}`;
			const found = await shard(name, shapes.documents(index.site));
			const one = found[number % group];
			if (!one) throw new Fault(`${name} lacks a document`);
			return one;
		}

		return index;
	}

	Object.assign(homeroomEngine, { open });
})();
