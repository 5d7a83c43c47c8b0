// The terms of a word: its forms, longer words that start with it, similar spellings, and its two parts.
(() => {
	'use strict';

	const { bucket, distance, kinship, slips } = homeroomEngine;

	/** All terms of a word with their weights: the word itself, then its forms, then longer words that start with it. */
	async function resolve(index, word, open) {
		const terms = new Map();
		const add = (term, weight) => {
			if (!(terms.get(term.word)?.weight >= weight)) terms.set(term.word, { term, weight });
		};
		const own = await index.postingsShard(word);
		const exact = own.byWord.get(word);
		if (exact) {
			add(exact, 1);
			await addForms(index, exact, own, add, 0.9);
		}
		if (open || !exact) await addCompletions(index, word, own, add, exact ? 0.5 : open ? 0.85 : 0.6);
		return { word, terms, exact: Boolean(exact) };
	}

	/** A word from the site's own settings. Longer words that start with it do not count. */
	async function meant(index, word) {
		const terms = new Map();
		const add = (term, weight) => terms.set(term.word, { term, weight });
		const own = await index.postingsShard(word);
		const exact = own.byWord.get(word);
		if (exact) {
			await addForms(index, exact, own, add, 0.9);
			add(exact, 1);
		}
		return { word, terms, exact: Boolean(exact) };
	}

	async function addForms(index, term, own, add, weight) {
		// "Posters" and "poster" mean the same; "programs" and "programming" may not.
		const closeness = (form) => (Math.abs(form.length - term.word.length) > 2 ? 0.7 : 1) * weight;
		for (const form of term.forms) if (form !== term.word) add(own.byWord.get(form), closeness(form));
		await Promise.all(
			term.others.map(async (form) => {
				const found = (await index.postingsShard(form)).byWord.get(form);
				if (found) add(found, closeness(form));
			}),
		);
	}

	async function addCompletions(index, word, own, add, weight) {
		const closeness = (term) => weight * Math.sqrt(word.length / term.length);
		if ([...word].length >= index.deciding(word)) {
			const found = own.list.filter((term) => term.word.length > word.length && term.word.startsWith(word));
			found.sort((a, b) => a.word.length - b.word.length || (a.word < b.word ? -1 : 1));
			for (const term of found.slice(0, 30)) add(term, closeness(term.word));
			return;
		}
		const listed = await index.dictionaryShard(bucket(word, 1, index.site.dictionary));
		const found = listed.filter((entry) => entry.word.length > word.length && entry.word.startsWith(word));
		found.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
		await Promise.all(
			found.slice(0, 5).map(async (entry) => {
				const term = (await index.postingsShard(entry.word)).byWord.get(entry.word);
				if (term) add(term, closeness(term.word));
			}),
		);
	}

	/** The words of the site that are most similar to a misspelled one. */
	async function nearest(index, word, open, most) {
		if (!most) return [];
		const first = bucket(word, 1, index.site.dictionary);
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
				// The first letter is seldom wrong.
				if (slip <= most) weight += entry.word[0] === word[0] ? 0 : 0.4;
				else weight = Infinity;
				weight = Math.min(weight, kinship(word, entry.word));
				if (weight < Infinity) found.push({ ...entry, slip: weight });
			}
			return found;
		};
		let found = near(await index.dictionaryShard(first));
		if (!found.length) {
			const others = Array.from({ length: index.site.dictionary }, (_, number) => number).filter(
				(number) => number !== first,
			);
			found = (await Promise.all(others.map(index.dictionaryShard))).flatMap(near);
		}
		const worth = (entry) => entry.slip - 0.12 * Math.log2(1 + entry.count);
		return found.sort((a, b) => worth(a) - worth(b) || (a.word < b.word ? -1 : 1));
	}

	/** Replaces a word by the most similar words of the site. */
	async function correct(index, resolved, open) {
		const { word } = resolved;
		const isUnknown = !resolved.terms.size;
		const found = await nearest(index, word, open, slips(word));
		if (!found.length) return resolved;
		const add = (term, weight) => {
			if (!(resolved.terms.get(term.word)?.weight >= weight)) resolved.terms.set(term.word, { term, weight });
		};
		const best = found[0].slip;
		const chosen = found.filter((entry) => entry.slip <= best + 0.45).slice(0, 4);
		await Promise.all(
			chosen.map(async (entry) => {
				const own = await index.postingsShard(entry.word);
				const term = own.byWord.get(entry.word);
				if (!term) return;
				const weight = (entry === found[0] ? 0.8 : 0.55) / Math.max(1, entry.slip);
				add(term, weight);
				await addForms(index, term, own, add, weight * 0.9);
			}),
		);
		if (isUnknown) resolved.corrected = found[0].word;
		return resolved;
	}

	const SHORTEST_PART = 4;

	/** The two words of the site that a word consists of, or nothing. */
	async function divided(index, word) {
		if (word.length < 2 * SHORTEST_PART) return null;
		const listed = await index.dictionaryShard(bucket(word, 1, index.site.dictionary));
		const fits = (length) => length >= SHORTEST_PART && word.length - length >= SHORTEST_PART;
		for (const first of listed.filter((entry) => fits(entry.word.length) && word.startsWith(entry.word))) {
			const parts = await Promise.all([first.word, word.slice(first.word.length)].map((part) => meant(index, part)));
			if (parts.every(({ exact }) => exact)) return parts;
		}
		return null;
	}

	Object.assign(homeroomEngine, { resolve, meant, nearest, correct, divided });
})();
