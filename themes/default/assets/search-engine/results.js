// What a result shows: its title, an excerpt and its sections, with the query's words marked.
(() => {
	'use strict';

	const { words: wordsOf, spans } = homeroomEngine;

	const EXCERPT = 170;

	function holdsPhrase(text, phrase) {
		const words = wordsOf(text);
		return words.some((_, at) => phrase.every((word, next) => words[at + next] === word));
	}

	function holdsPhrases(found, query) {
		const texts = [found.title, found.summary, ...found.sections.flatMap(({ heading, text }) => [heading, text])];
		return query.every((slot) => !slot.phrase || texts.some((text) => holdsPhrase(text, slot.phrase)));
	}

	/** A text as pieces, in which the words of the query are marked. */
	function marked(text, terms) {
		const found = [];
		let from = 0;
		for (const span of spans(text)) {
			if (!span.words.some((word) => terms.get(word)?.isAsked)) continue;
			if (span.start > from) found.push({ text: text.slice(from, span.start), mark: false });
			found.push({ text: text.slice(span.start, span.end), mark: true });
			from = span.end;
		}
		if (from < text.length) found.push({ text: text.slice(from), mark: false });
		return found;
	}

	/** The part of a text that contains the most of a query, and how much that is. */
	function excerpt(text, terms) {
		const all = spans(text);
		const hits = [];
		for (const span of all) {
			const hit = span.words.map((word) => terms.get(word)).find(Boolean);
			if (hit) hits.push({ ...span, ...hit });
		}
		let best = { worth: 0, from: 0 };
		for (const [at, hit] of hits.entries()) {
			const seen = new Map();
			for (let next = at; next < hits.length && hits[next].end - hit.start <= EXCERPT; next++) {
				const { place, weight } = hits[next];
				seen.set(place, Math.max(seen.get(place) ?? 0, weight));
			}
			let worth = 0;
			for (const weight of seen.values()) worth += weight;
			if (worth > best.worth + 1e-9) best = { worth, from: hit.start };
		}
		const start = all.findLast((span) => span.start <= Math.max(0, best.from - 40) || span.start === 0)?.start ?? 0;
		let end = text.length;
		if (end - start > EXCERPT + 30) end = all.findLast((span) => span.end <= start + EXCERPT)?.end ?? start + EXCERPT;
		const cut = text.slice(start, end).replace(/\s+/g, ' ').trim();
		const shown = `${start > 0 ? '… ' : ''}${cut}${end < text.length ? ' …' : ''}`;
		return { worth: best.worth, pieces: marked(shown, terms) };
	}

	/** A document as a result: its title, the best excerpt, and links to its best sections. */
	function present(number, found, terms) {
		const sections = found.sections.map((section, order) => {
			const own = excerpt(section.text, terms);
			const heading = wordsOf(section.heading).map((word) => terms.get(word)?.weight ?? 0);
			return {
				...section,
				order,
				worth: own.worth + 0.8 * heading.reduce((sum, weight) => sum + weight, 0),
				text: own,
			};
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
			excerpt: (inSummary && found.summary ? summary : (best?.text ?? summary)).pieces,
			sections: links.map(({ id, heading }) => ({ id, pieces: marked(heading, terms) })),
		};
	}

	Object.assign(homeroomEngine, { holdsPhrases, present });
})();
