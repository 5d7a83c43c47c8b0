// The search dialog of every page.
(() => {
	'use strict';

	const { el } = homeroom;
	const { start, speak, ownGrade, pills, wire } = homeroom.search;

	/** Loads the style sheet of the search. The search page has it from the start. */
	function style(href) {
		const whole = href && new URL(href, document.baseURI).href;
		if (!whole || [...document.styleSheets].some((sheet) => sheet.href === whole)) return;
		document.head.append(el('link', { rel: 'stylesheet', href: whole }));
	}

	let dialog;

	/** Opens the dialog over the page. */
	async function open(opener) {
		const engine = await start(opener);
		const site = await engine.table();
		style(opener.dataset.style);
		dialog ??= makeDialog(opener, engine, site, speak(site.words));
		if (!dialog.open) dialog.showModal();
		const input = dialog.querySelector('input[type=search]');
		input.focus();
		input.select();
	}

	function makeDialog(opener, engine, site, say) {
		const input = el('input', {
			id: 'HR-sd-q',
			class: 'field',
			type: 'search',
			name: 'q',
			autocomplete: 'off',
			spellcheck: 'false',
			enterkeyhint: 'search',
			'aria-describedby': 'HR-sd-n',
		});
		const count = el('p', { id: 'HR-sd-n', class: 'count', role: 'status' });
		const list = el('ol', { class: 'res', 'aria-label': say('search_results') });
		const extra = el('div', { class: 'more' });
		const close = el('button', { type: 'button', class: 'btn x', onclick: () => made.close() }, say('search_close'));
		let wired;
		const kinds = pills(site, say, 'sd-kind', () => wired.again());
		const form = el(
			'form',
			{ action: opener.href, method: 'get', role: 'search' },
			el('label', { for: 'HR-sd-q', id: 'HR-sd-t' }, say('search_label')),
			input,
			close,
			kinds.node,
		);
		const key = (name, words) => el('span', {}, ...name.flatMap((one) => [el('kbd', {}, one), ' ']), words);
		const made = el(
			'dialog',
			{ class: 'sd', 'aria-labelledby': 'HR-sd-t' },
			form,
			count,
			el('div', { class: 'body' }, list, extra),
			el(
				'p',
				{ class: 'hint' },
				key(['↓', '↑'], say('search_key_move')),
				key(['Enter'], say('search_key_open')),
				key(['Esc'], say('search_key_close')),
			),
		);
		made.addEventListener('click', (event) => {
			if (event.target === made) made.close();
		});
		made.addEventListener('close', () => opener.focus());
		// Without this, the first Esc would only empty the search field.
		input.addEventListener('keydown', (event) => {
			if (event.key !== 'Escape') return;
			event.preventDefault();
			made.close();
		});
		document.body.append(made);
		const all = () => {
			const address = new URL(opener.href);
			address.searchParams.set('q', input.value.trim());
			if (kinds.value) address.searchParams.set('kind', kinds.value);
			return el('a', { href: address.href }, say('search_everything'));
		};
		const number = (id) => (id ? site.kinds.findIndex(([own]) => own === id) : null);
		const state = () => ({ filters: { kind: number(kinds.value) }, grade: ownGrade(), more: all });
		wired = wire({ engine, input, kinds, count, list, extra, limit: 8, site, say, state, done() {} });
		wired.run();
		return made;
	}

	Object.assign(homeroom.search, { open });
})();
