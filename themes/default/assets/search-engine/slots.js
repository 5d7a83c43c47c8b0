// A query as slots. A slot is something that a result has to contain, with the ways in which it can contain it.
(() => {
	'use strict';

	const { words: wordsOf, resolve, meant, correct, divided, slips } = homeroomEngine;

	const LONGEST_QUERY = 400;
	const MOST_WORDS = 16;

	/** A query as its words and phrases. A word that readers may still be typing is `open`. */
	function parse(query) {
		const text = query.slice(0, LONGEST_QUERY);
		const parts = [];
		let count = 0;
		const add = (words, phrase) => {
			const kept = words.slice(0, MOST_WORDS - count);
			count += kept.length;
			if (phrase && kept.length > 1) parts.push({ words: kept, phrase: true });
			else parts.push(...kept.map((word) => ({ words: [word], phrase: false })));
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

	async function slots(index, { parts }) {
		const { site } = index;
		const all = parts.flatMap((part) =>
			part.words.map((word, at) => ({ word, open: Boolean(part.open) && at === 0, part })),
		);
		const resolved = await Promise.all(all.map(({ word, open }) => resolve(index, word, open)));
		await Promise.all(
			all.map(async ({ word, open, part }, at) => {
				const { terms, exact } = resolved[at];
				if (part.phrase || exact || inSynonyms(site, word) || site.optional.has(word)) return;
				if (!terms.size) await joinOrCorrect(index, all, resolved, at, open);
				// "Goggle" starts "goggles", but may mean "Google".
				else if (!open && slips(word)) await correct(index, resolved[at], open);
			}),
		);
		const found = [];
		for (let at = 0; at < all.length; ) {
			const { part } = all[at];
			const own = resolved.slice(at, at + (part.phrase ? part.words.length : 1));
			if (part.phrase) {
				found.push({ ways: [{ words: own, weight: 1 }], phrase: part.words, optional: false });
				at += part.words.length;
				continue;
			}
			const grade = gradeAt(site, all, at);
			const { parts } = resolved[at];
			const known =
				grade ??
				(await synonyms(index, resolved, all, at)) ??
				(await joined(index, all, at)) ??
				(parts && { length: 1, ways: [{ words: parts, weight: 0.95 }] });
			const length = known ? known.length : 1;
			let words = resolved.slice(at, at + length);
			// "A new" may be "anew"; when it is not, no result has to contain "a".
			if (known?.joined && words.some(({ word }) => !site.optional.has(word)))
				words = words.filter(({ word }) => !site.optional.has(word));
			const ways = [{ words, weight: 1 }, ...(known?.ways ?? [])];
			const optional = length === 1 && site.optional.has(all[at].word) && !resolved[at].corrected;
			found.push({ ways, phrase: null, optional, grade: grade?.grade });
			at += length;
		}
		if (found.every((slot) => slot.optional)) for (const slot of found) slot.optional = false;
		return found;
	}

	/** The grade that "grade 4", "4th grade" or "grade K" names, as its number from PK on. */
	function gradeAt(site, all, at) {
		const [first, second] = [all[at], all[at + 1]];
		if (!second || first.part.phrase || second.part.phrase) return null;
		const named = [
			[first.word, second.word],
			[second.word, first.word],
		].find(([word]) => site.gradeWords.has(word));
		const match = named && /^(?:(pk)|(k)|(\d{1,2})(?:st|nd|rd|th)?)$/.exec(named[1]);
		if (!match || Number(match[3]) > 12 || match[3] === '0') return null;
		return { length: 2, ways: [], grade: match[1] ? 0 : match[2] ? 1 : Number(match[3]) + 1 };
	}

	/** "we video" for "WeVideo": two words, one of them short, that the site writes as one. */
	async function joined(index, all, at) {
		const [first, second] = [all[at], all[at + 1]];
		if (!second || first.part.phrase || second.part.phrase || Math.min(first.word.length, second.word.length) > 3)
			return null;
		const word = await meant(index, first.word + second.word);
		return word.exact ? { length: 2, joined: true, ways: [{ words: [word], weight: 1 }] } : null;
	}

	/** A word that the site does not contain is joined with its neighbor ("near pod" for "Nearpod"), else split into two
	 * words ("smartboard"), else its spelling is corrected. */
	async function joinOrCorrect(index, all, resolved, at, open) {
		for (const [from, to] of [
			[at - 1, at],
			[at, at + 1],
		]) {
			if (from < 0 || to >= all.length || all[from].part.phrase || all[to].part.phrase) continue;
			const whole = await meant(index, all[from].word + all[to].word);
			if (whole.exact) {
				for (const place of [from, to]) {
					for (const [word, term] of whole.terms) resolved[place].terms.set(word, term);
				}
				return;
			}
		}
		resolved[at].parts = await divided(index, all[at].word);
		if (!resolved[at].parts) await correct(index, resolved[at], open);
	}

	/** Whether a word is a plural of a word of the settings, which need not be on any page: "kids" of "kid". */
	const isForm = (word, other) =>
		word === other ||
		(other.length > 2 && word.length - other.length <= 2 && word.startsWith(other) && word.endsWith('s'));
	const inSynonyms = (site, word) =>
		site.synonyms.flat().some((phrase) => phrase.length === 1 && isForm(word, phrase[0]));

	/** The longest synonym that starts at this word, with its group. */
	async function synonyms(index, resolved, all, at) {
		let best = null;
		for (const group of index.site.synonyms) {
			for (const phrase of group) {
				if (at + phrase.length > all.length || (best && best.length >= phrase.length)) continue;
				const same = phrase.every((word, next) => {
					const { part } = all[at + next];
					const found = resolved[at + next];
					const exact = found.terms.get(word);
					return (
						!part.phrase &&
						(found.word === word ||
							found.corrected === word ||
							(exact && exact.weight >= 0.9) ||
							(!found.exact && isForm(found.word, word)))
					);
				});
				if (same) best = { length: phrase.length, phrase, group };
			}
		}
		if (!best) return null;
		// When no page has the form that was typed, the synonym itself is searched too.
		const isThere = resolved.slice(at, at + best.length).every(({ exact }) => exact);
		const others = best.group.filter((phrase) => !isThere || phrase !== best.phrase);
		const ways = await Promise.all(
			others.map(async (phrase) => ({
				words: await Promise.all(phrase.map((word) => meant(index, word))),
				weight: 0.9,
			})),
		);
		return { length: best.length, ways };
	}

	Object.assign(homeroomEngine, { parse, slots });
})();
