// Searches while a reader types, and shows the results.
(() => {
	'use strict';

	const { el } = homeroom;
	const { row } = homeroom.search;

	const PAUSE = 120; // milliseconds after the last key before a search starts

	/** Connects a field, its pills and a list. `state` gives filters and order; `done` is called with each outcome. */
	function wire({ engine, input, kinds, count, list, extra, limit, site, say, state, done }) {
		let timer;
		let turn = 0;
		let shown = limit;

		async function run() {
			clearTimeout(timer);
			const own = ++turn;
			const query = input.value.trim();
			const { filters, sort } = state();
			const slow = setTimeout(() => {
				if (own === turn) count.textContent = say('search_working');
			}, 400);
			let found;
			try {
				found = await engine.find(query, { filters, sort, limit: shown });
			} catch (fault) {
				if (own === turn) fail(fault);
				return;
			} finally {
				clearTimeout(slow);
			}
			if (own === turn) show(query, found);
		}

		function fail(fault) {
			list.replaceChildren();
			count.textContent = say(fault?.outdated ? 'search_outdated' : 'search_failed');
			extra.replaceChildren(
				el('p', {}, el('button', { class: 'btn', type: 'button', onclick: run }, say('search_retry'))),
			);
			done({ failed: true });
		}

		function show(query, found) {
			// A grade in the query comes before the chosen one.
			const grade = found.grade ?? state().grade;
			list.replaceChildren(...found.results.map((result) => row(result, { site, say, grade, home: engine.home })));
			count.textContent = message(query, found);
			extra.replaceChildren(...notes(query, found));
			kinds.count(found.counts?.kind);
			done(found);
		}

		function message(query, found) {
			if (found.empty) return say('search_start');
			const short = query.length > 80 ? `${query.slice(0, 80)}…` : query;
			const narrowed = Object.values(state().filters).some((value) => value != null);
			const cut = found.cut ? ` ${say('search_too_long')}` : '';
			if (!found.total) return say(narrowed ? 'search_none_filtered' : 'search_none', { query: short }) + cut;
			const mended = short === query ? mend(query, found.corrections) : query;
			const read = mended === query ? '' : say('search_corrected', { query: mended });
			return say.count(found.all ? 'search_count' : 'search_some', found.total, { query: short }) + read + cut;
		}

		/** The query with its corrected words. */
		const mend = (query, corrections) =>
			corrections.reduce((text, { from, to }) => {
				const word = text
					.split(/([^\p{Alphabetic}\p{N}\p{M}'’]+)/u)
					.find((part) => homeroomEngine.words(part).includes(from));
				return word ? text.replace(word, to) : text;
			}, query);

		const again = (text) =>
			el(
				'button',
				{
					class: 'btn',
					type: 'button',
					onclick: () => {
						input.value = text;
						input.focus();
						run();
					},
				},
				text,
			);

		/** The notes below the list: other spellings, similar words, whom to ask, and what could not be loaded. */
		function notes(query, found) {
			const made = [];
			const mended = found.total ? mend(query, found.corrections) : query;
			if (mended !== query) made.push(el('p', { class: 'dym' }, `${say('search_did_you_mean')} `, again(mended)));
			if (found.partial) {
				made.push(
					el(
						'p',
						{},
						`${say('search_failed')} `,
						el('button', { class: 'btn', type: 'button', onclick: run }, say('search_retry')),
					),
				);
			}
			if (!found.empty && !found.total) {
				if (found.near.length)
					made.push(el('p', {}, `${say('search_near')} `, ...found.near.flatMap((word) => [again(word), ' '])));
				const contacts = site.contacts.filter((contact) => Array.isArray(contact) && contact[0]);
				if (contacts.length) {
					const ask = ([label, email, phone]) =>
						el('li', {}, email ? el('a', { href: `mailto:${email}` }, label) : label, phone ? `, ${phone}` : null);
					made.push(el('p', {}, say('search_ask')), el('ul', {}, ...contacts.map(ask)));
				}
			}
			if (found.total > found.results.length && state().more) made.push(el('p', {}, state().more(found)));
			return made;
		}

		input.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				shown = limit;
				run();
			}, PAUSE);
		});
		const box = list.closest('dialog') ?? list.parentElement.parentElement;
		box.addEventListener('keydown', (event) => {
			if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
			const stops = [input, ...list.querySelectorAll('a')];
			const at = stops.indexOf(document.activeElement);
			if (at < 0) return;
			event.preventDefault();
			stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))].focus();
		});
		return {
			run,
			again() {
				shown = limit;
				return run();
			},
			async further() {
				const from = list.children.length;
				shown += limit;
				await run();
				list.children[from]?.querySelector('a').focus();
			},
		};
	}

	Object.assign(homeroom.search, { wire });
})();
