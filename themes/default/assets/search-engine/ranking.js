// Ranks documents by the words that they contain.
(() => {
	'use strict';

	const { holders } = homeroomEngine;

	const FEW = 10; // with fewer results, documents that contain only a part of the query are added

	const SATURATED = Float64Array.from({ length: 32 }, (_, level) => {
		const weight = 2 ** ((level - 10) / 4);
		return weight / (weight + 4);
	});

	/** The score of each document for a word, and how rare the word is. */
	function score(resolved, size) {
		const scores = new Float32Array(size);
		let held = 0;
		let most = 0;
		for (const { term, weight } of resolved.terms.values()) {
			const { documents, levels, count } = holders(term, size);
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
	function scoreSlot(slot, columns, size) {
		const total = new Float32Array(size);
		slot.common = false;
		slot.isKnown = slot.grade !== undefined || slot.ways.some((way) => way.words.every(({ terms }) => terms.size));
		if (slot.grade !== undefined) return scoreGrade(slot, columns, total);
		let held = 0;
		for (const way of slot.ways) {
			const words = way.words.map((word) => score(word, size));
			const required = words.filter((word) => !word.common);
			const sum = words.reduce((most, word) => most + word.rarity, 0);
			if (way === slot.ways[0]) slot.common = required.length === 0;
			for (let number = 0; number < size; number++) {
				if (!required.every((word) => word.scores[number] > 0)) continue;
				let value = 0;
				for (const word of words) value += word.scores[number] * word.rarity;
				if (value > 0 && total[number] === 0) held++;
				// A way counts the same, no matter how many words it has and how rare they are.
				if (sum > 0) total[number] = Math.max(total[number], (value / sum) * way.weight);
			}
			way.rarity = sum;
		}
		const [own, ...others] = slot.ways;
		slot.rarity = Math.max(others.length ? Math.log(1 + (size - held + 0.5) / (held + 0.5)) : own.rarity, 0.05);
		for (let number = 0; number < size; number++) total[number] *= slot.rarity;
		return total;
	}

	/** Scores documents for a grade. A document for fewer grades scores higher. */
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

	/** The documents that contain all of a query, and if these are few, those that contain a part of it; best first. */
	function rank(query, columns, size) {
		const sums = new Float32Array(size);
		const held = new Float32Array(size);
		const missing = new Uint8Array(size);
		let whole = 0;
		for (const slot of query) {
			const scores = scoreSlot(slot, columns, size);
			const share = slot.optional ? 0.25 : 1;
			// A word that no page contains is missing everywhere, so it does not count.
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
			// When few documents contain everything, those that contain most of it are added.
			const best = full.reduce((most, number) => Math.max(most, value(number)), 0);
			const least = full.length ? 0.35 : 0.3;
			kept = found.filter(
				(number) => !missing[number] || (held[number] >= least * whole && value(number) >= 0.5 * best),
			);
		}
		return { numbers: kept.sort((a, b) => value(b) - value(a) || a - b), value, all };
	}

	Object.assign(homeroomEngine, { rank });
})();
