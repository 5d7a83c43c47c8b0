// The search page.
(() => {
	'use strict';

	const { el } = homeroom;
	const { start, speak, GRADES, ownGrade, pills, wire } = homeroom.search;

	/** Builds the search page. */
	async function page(host, opener) {
		const engine = await start(opener);
		const site = await engine.table();
		const say = speak(site.words);
		const form = host.querySelector('form');
		const input = form.querySelector('input[type=search]');
		const count = el('p', { class: 'meta', role: 'status' });
		const list = el('ol', { class: 'res', 'aria-label': say('search_results') });
		const extra = el('div', { class: 'more' });
		const choices = el('div', { class: 'narrow' });
		const baseTitle = document.title;
		let wired;
		const chosen = () => {
			keep(true);
			wired.again();
		};
		const kinds = pills(site, say, 'kind', chosen);
		const selects = new Map();
		host.append(kinds.node, choices, count, el('div', {}, list), extra);

		/** A select box whose values show how many results they leave. */
		function select(facet, label, values) {
			const node = el(
				'select',
				{ id: `HR-search-${facet}`, class: 'field', onchange: chosen },
				el('option', { value: '' }, say(facet === 'sort' ? 'search_relevance' : 'search_any')),
				...values.map(({ key, label: text }) => el('option', { value: key }, text)),
			);
			selects.set(facet, { node, values });
			return el('label', { class: 'lab', for: `HR-search-${facet}` }, label, ' ', node);
		}

		async function makeSelects() {
			const columns = await engine.columns();
			const has = (column) => column.some((value) => value > 0);
			const made = [];
			if (has(columns.grades))
				made.push(
					select(
						'grade',
						say('search_grade'),
						GRADES.map((label) => ({ key: label, label })),
					),
				);
			if (columns.statuses.length)
				made.push(
					select(
						'status',
						say('search_status'),
						columns.statuses.map(([label]) => ({ key: label, label })),
					),
				);
			if (has(columns.subjects))
				made.push(
					select(
						'subject',
						say('search_subject'),
						columns.labels.map((label) => ({ key: label, label })),
					),
				);
			if (site.languages.length > 1)
				made.push(
					select(
						'language',
						say('search_language'),
						site.languages.map((label) => ({ key: label, label })),
					),
				);
			made.push(select('sort', say('search_sort'), [{ key: 'date', label: say('search_date') }]));
			choices.replaceChildren(...made);
		}

		const at = (facet) => {
			const own = selects.get(facet);
			const found = own ? own.values.findIndex(({ key }) => key === own.node.value) : -1;
			return found < 0 ? null : found;
		};
		const kindNumber = () => (kinds.value ? site.kinds.findIndex(([id]) => id === kinds.value) : null);
		const state = () => {
			const grade = at('grade');
			return {
				filters: { kind: kindNumber(), grade, status: at('status'), subject: at('subject'), language: at('language') },
				sort: selects.get('sort')?.node.value || undefined,
				grade: grade ?? ownGrade(),
				more: () => el('button', { class: 'btn', type: 'button', onclick: () => wired.further() }, say('search_more')),
			};
		};

		function countAll(found) {
			for (const [facet, { node, values }] of selects) {
				if (facet === 'sort') continue;
				for (const [number, { key, label }] of values.entries()) {
					const option = [...node.options].find(({ value }) => value === key);
					const own = found.counts ? (found.counts[facet].get(number) ?? 0) : null;
					option.textContent = own == null ? label : say('search_option', { label, n: own });
					option.hidden = own === 0 && node.value !== key;
				}
			}
		}

		/** Writes the query and the choices into the address, so that it can be shared, and the back button works. */
		function keep(push) {
			const address = new URL(location.href);
			address.search = '';
			const set = (key, value) => {
				if (value) address.searchParams.set(key, value);
			};
			set('q', input.value.trim());
			set('kind', kinds.value);
			for (const [facet, { node }] of selects) set(facet, node.value);
			document.title = input.value.trim() ? `${input.value.trim().slice(0, 80)} – ${baseTitle}` : baseTitle;
			if (address.href === location.href) return;
			try {
				history[push ? 'pushState' : 'replaceState'](null, '', address.href);
			} catch {
				// A page that is opened from a disk may not change its address. The search works without.
			}
		}

		function restore() {
			const given = new URLSearchParams(location.search);
			input.value = given.get('q') ?? '';
			kinds.value = given.get('kind') ?? '';
			for (const [facet, { node }] of selects) {
				node.value = given.get(facet) ?? '';
				if (node.selectedIndex < 0) node.value = '';
			}
		}

		const done = (found) => {
			if (!found.failed) {
				countAll(found);
				keep(false);
			}
		};
		wired = wire({ engine, input, kinds, count, list, extra, limit: 10, site, say, state, done });
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			keep(true);
			wired.again();
		});
		addEventListener('popstate', () => {
			restore();
			wired.again();
		});
		await makeSelects().catch(() => {});
		restore();
		await wired.run();
	}

	/** Starts the search page, or offers to try again when something cannot be loaded. */
	async function begin(host, opener) {
		try {
			await page(host, opener);
		} catch {
			const again = () => {
				told.remove();
				begin(host, opener);
			};
			const told = el(
				'p',
				{ role: 'alert' },
				`${opener.dataset.failed} `,
				el('button', { type: 'button', class: 'btn', onclick: again }, opener.dataset.retry),
			);
			host.append(told);
		}
	}

	const host = document.getElementById('HR-search-page');
	if (host) begin(host, document.getElementById('HR-search-open'));
})();
