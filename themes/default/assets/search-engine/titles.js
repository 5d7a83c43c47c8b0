// Scores titles and headings.
(() => {
	'use strict';

	const { words: wordsOf } = homeroomEngine;

	/** The terms of a query, each with the place of its slot. */
	function matcher(query) {
		const terms = new Map();
		for (const [place, slot] of query.entries()) {
			for (const way of slot.ways) {
				for (const word of way.words) {
					for (const { term } of word.terms.values()) {
						const weight = slot.rarity * (slot.optional ? 0.25 : 1);
						const isForm = word.exact && term.word !== word.word;
						if (!(terms.get(term.word)?.weight >= weight))
							terms.set(term.word, { place, weight, isForm, isAsked: !slot.optional });
					}
				}
			}
		}
		return terms;
	}

	/** The longest part of a query that a text contains in the same order. Forms and synonyms count a little less. */
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
		return Math.max(
			longest((at, word) => words[at] === asked[word], asked.length),
			0.95 * longest((at, slot) => places[at] === slot, query.length),
		);
	}

	/** How well the title and the headings fit a query. */
	function titleBonus(found, terms, query, asked) {
		const headings = found.sections.map(({ heading }) => heading).filter(Boolean);
		const together = Math.max(
			run(found.title, terms, query, asked),
			...headings.map((heading) => 0.9 * run(heading, terms, query, asked)),
		);
		return (1 + 0.5 * together * together) * coverage(found, terms, query);
	}

	function coverage(found, terms, query) {
		const title = wordsOf(found.title);
		const places = new Map();
		let matched = 0;
		for (const word of title) {
			const hit = terms.get(word);
			if (!hit) continue;
			// A form of the word counts less: the title "Canvas" does not fit "canva".
			const worth = hit.isForm ? 0.7 : 1;
			places.set(hit.place, Math.max(places.get(hit.place) ?? 0, worth));
			matched += worth;
		}
		const needed = query.filter((slot) => !slot.optional).length;
		const sum = query.reduce((sum, slot, place) => sum + (slot.optional ? 0 : (places.get(place) ?? 0)), 0);
		const covered = sum / Math.max(1, needed);
		return 1 + 0.45 * covered * covered + 0.45 * covered * (matched / Math.max(1, title.length));
	}

	/** "Nearpod lesson" asks for a lesson: entries of the named kind, or with that word in their title, count more. */
	function hints(site, query, columns, terms) {
		const words = query.map(({ ways: [own], phrase, optional }) =>
			phrase || optional || own?.words.length !== 1 ? '' : own.words[0].word,
		);
		const named = site.kindWords.map((kind) => words.some((word) => kind.has(word)));
		if (query.length < 2 || !named.includes(true)) return () => 1;
		const places = new Set(
			words.flatMap((word, place) => (site.kindWords.some((kind) => kind.has(word)) ? [place] : [])),
		);
		return (number, { title }) =>
			named[columns.kind[number]] || wordsOf(title).some((word) => places.has(terms.get(word)?.place)) ? 1.8 : 1;
	}

	Object.assign(homeroomEngine, { matcher, hints, titleBonus });
})();
