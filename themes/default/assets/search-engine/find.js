// The search engine. It knows nothing about pages, so that it runs in a browser and in Node.
(() => {
	'use strict';

	const { open, nearest, parse, slots, rank, matcher, hints, titleBonus, passes, counts, holdsPhrases, present } =
		homeroomEngine;

	const BATCH = 8; // how many documents are loaded and compared at once
	const MOST_VERIFIED = 200; // how many documents are searched for a phrase

	/** Loads the best documents, keeps those with the phrases of the query, and sorts them again by their titles. */
	async function pick(index, ranking, query, columns, asked, byDate, from, limit) {
		const terms = matcher(query);
		const hint = hints(index.site, query, columns, terms);
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
			const tried = await Promise.allSettled(
				batch.map(async (number) => ({ number, found: await index.document(number) })),
			);
			const loaded = tried.filter(({ status }) => status === 'fulfilled').map(({ value: one }) => one);
			const fault = tried.find(({ status }) => status === 'rejected')?.reason;
			// When one shard is lost, only its own results are missing.
			if (fault && (fault.outdated || !loaded.length)) throw fault;
			partial ||= Boolean(fault);
			const kept = phrases ? loaded.filter(({ found }) => holdsPhrases(found, query)) : loaded;
			if (!byDate) {
				const worth = new Map(
					kept.map(({ number, found }) => [
						number,
						value(number) * hint(number, found) * titleBonus(found, terms, query, asked),
					]),
				);
				kept.sort((a, b) => worth.get(b.number) - worth.get(a.number) || a.number - b.number);
			}
			picked.push(...kept);
		}
		return { picked, partial, terms, total: phrases && at >= numbers.length ? picked.length : numbers.length };
	}

	/** Similar words of the site, for a reader who found nothing. */
	async function nearWords(index, query) {
		const found = new Set();
		for (const slot of query) {
			for (const { word } of slot.ways[0].words) {
				const near = await nearest(index, word, true, Math.min(3, Math.floor(word.length / 2)));
				for (const entry of near.slice(0, 3)) found.add(entry.word);
			}
		}
		return [...found].slice(0, 6);
	}

	async function search(index, text, { filters = {}, sort, from = 0, limit = BATCH } = {}) {
		const site = await index.table();
		const parsed = parse(String(text));
		const nothing = {
			total: 0,
			grade: null,
			all: true,
			results: [],
			counts: null,
			corrections: [],
			near: [],
			cut: parsed.cut,
			empty: false,
			partial: false,
		};
		if (!parsed.parts.length) return { ...nothing, empty: true };
		const query = await slots(index, parsed);
		const columns = await index.facets();
		const ranking = rank(query, columns, site.documents);
		const corrections = query
			.flatMap((slot) => slot.ways[0].words)
			.filter((word) => word.corrected)
			.map((word) => ({ from: word.word, to: word.corrected }));
		if (!ranking.numbers.length) return { ...nothing, corrections, near: await nearWords(index, query) };
		const made = counts(columns, ranking.numbers, filters);
		ranking.numbers = ranking.numbers.filter((number) => passes(columns, number, filters));
		if (sort === 'date') {
			const when = await index.days();
			ranking.numbers.sort((a, b) => when[b] - when[a] || ranking.value(b) - ranking.value(a));
		}
		const { picked, partial, terms, total } = await pick(
			index,
			ranking,
			query,
			columns,
			parsed.parts.flatMap((part) => part.words),
			sort === 'date',
			from,
			limit,
		);
		const shown = picked.slice(from, from + limit);
		const results = await Promise.all(
			shown.map(async ({ number, found }) => ({
				...present(number, found ?? (await index.document(number)), terms),
				kind: columns.kind[number],
				language: columns.language[number],
				status: columns.status[number] ? columns.statuses[columns.status[number] - 1] : null,
			})),
		);
		const near = total ? [] : await nearWords(index, query);
		const grade = query.find((slot) => slot.grade !== undefined)?.grade ?? null;
		return { ...nothing, total, grade, all: ranking.all, results, counts: made, corrections, near, partial };
	}

	/** Makes an engine. */
	function create(options) {
		const index = open(options);

		/**
		 * Finds the results of a query. `filters` has the numbers of chosen values; `sort` is `date` or nothing; `from`
		 * and `limit` choose a part of the list.
		 */
		async function find(text, options = {}) {
			try {
				return await search(index, text, options);
			} catch (fault) {
				if (!fault?.outdated || options.renewed) throw fault;
				// The site was built again after its table was loaded: load the new table and search again.
				await index.renew(fault.print);
				return search(index, text, { ...options, renewed: true });
			}
		}

		return {
			find,
			register: index.register,
			table: index.table,
			columns: async () => {
				await index.table();
				return index.facets();
			},
		};
	}

	Object.assign(homeroomEngine, { create });
})();
