// The card that shows the findings, and the bar in which the reader chooses the day.
(() => {
	'use strict';
	const { OWN, host, fetched, quietly, loadAnew } = homeroomPreview;

	function element(name, properties = {}, ...children) {
		const { data, ...rest } = properties;
		const node = Object.assign(document.createElement(name), rest);
		for (const [key, value] of Object.entries(data ?? {})) node.setAttribute(key, value);
		node.append(...children.filter((child) => child !== null && child !== undefined));
		return node;
	}
	const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

	const control = (name, id, properties) => element(name, { id, ...properties });
	const toggle = control('button', 'count', {
		type: 'button',
		onclick: () => choose(!isShown()),
		data: { 'aria-controls': 'card' },
	});
	const date = control('input', 'day', { type: 'date', required: true });
	const back = control('button', 'today', { type: 'button', textContent: 'Today', onclick: () => lookAt(null) });
	const card = element('div', { className: 'card', id: 'card', data: { role: 'region', 'aria-label': 'Findings' } });
	const said = element('p', { className: 'said', data: { role: 'status' } });
	const bar = element('div', {}, toggle, element('label', { htmlFor: 'day', textContent: 'As of' }), date, back);

	let shadow = null;
	let told = null; // the findings, as the server sent them last
	let isOpen = null; // null until the reader opens the card or closes it; errors open it by themselves
	let seen = null; // the fingerprint of the findings that the reader has closed
	let wantsFocus = false; // whether the focus was in the bar before the page was reloaded

	function expectFocus() {
		wantsFocus = true;
	}

	async function tell() {
		const answer = await fetched(`${OWN}findings.json`, 'json');
		if (answer?.status !== 200) return;
		told = answer.response;
		if (!shadow) {
			shadow = host.attachShadow({ mode: 'open' });
			const section = element('section', { data: { 'aria-label': 'Preview' } }, card, bar, said);
			shadow.append(element('link', { rel: 'stylesheet', href: `${OWN}preview.css` }), section);
			quietly(() => document.documentElement.append(host));
		}
		render();
		if (wantsFocus) date.focus({ preventScroll: true });
		wantsFocus = false;
	}

	const isShown = () => isOpen ?? (told.errors > 0 && seen !== told.print);
	function choose(open) {
		const wasInside = card.contains(shadow.activeElement);
		isOpen = open || null;
		if (!open) seen = told.print;
		render();
		if (open) card.querySelector('button').focus();
		else if (wasInside) toggle.focus();
	}
	// Escape closes the card, except in a field or dialog of the page, where it has another meaning.
	document.addEventListener('keydown', (event) => {
		const isElsewhere = event.defaultPrevented || event.target.closest?.('input, select, textarea, dialog');
		if (event.key === 'Escape' && !isElsewhere && told && !card.hidden) choose(false);
	});

	// The bar is only updated, so that it keeps the focus and screen readers read its status. The card is built again.
	function render() {
		const { errors, warnings, hints, items, held, today, day, left_out: leftOut } = told;
		const total = errors + warnings + hints;
		// Findings that are alike are one item, so items are counted here, not findings.
		const first = errors ? items.filter(({ severity }) => severity === 'error').length : items.length;
		if (total === 0) isOpen = null;
		const open = total > 0 && isShown();
		const summary = [
			errors && count(errors, 'error'),
			warnings && count(warnings, 'warning'),
			hints && count(hints, 'hint'),
		]
			.filter(Boolean)
			.join(', ');
		toggle.className = errors ? 'count errors' : 'count';
		toggle.textContent = summary || 'No findings';
		toggle.disabled = total === 0;
		toggle.setAttribute('aria-expanded', String(open));
		if (!isTyping) date.value = day ?? today;
		back.hidden = !day || day === today;
		bar.className = back.hidden ? 'bar' : 'bar elsewhen';
		if (said.textContent !== summary) said.textContent = summary;

		const focused = card.contains(shadow.activeElement) ? shadow.activeElement.id : null;
		const top = card.scrollTop;
		card.hidden = !open;
		card.replaceChildren();
		if (open) {
			card.append(
				element(
					'div',
					{ className: 'top' },
					element('h2', { textContent: errors ? 'This cannot be published yet' : 'Worth a look' }),
					control('button', 'close', { type: 'button', textContent: 'Close', onclick: () => choose(false) }),
				),
				held.length
					? element('p', { textContent: `The preview shows the last good version of ${held.join(', ')}.` })
					: '',
				element('ol', {}, ...items.slice(0, first).map(item)),
				first < items.length ? rest(items, first) : '',
				leftOut ? element('p', { textContent: `homeroom check --all shows ${leftOut} more.` }) : '',
			);
			card.scrollTop = top;
		}
		if (focused !== null) (shadow.getElementById(focused) ?? (total ? toggle : date)).focus({ preventScroll: true });
	}

	// If there are errors, warnings and hints are folded away.
	let restIsOpen = false;
	function rest(items, first) {
		const { warnings, hints } = told;
		const also = [warnings && count(warnings, 'warning'), hints && count(hints, 'hint')].filter(Boolean).join(', ');
		return element(
			'details',
			{
				open: restIsOpen,
				ontoggle: ({ target }) => {
					if (target.isConnected) restIsOpen = target.open;
				},
			},
			control('summary', 'rest', { textContent: `Also ${also}` }),
			element('ol', {}, ...items.slice(first).map((one, at) => item(one, first + at))),
		);
	}

	// Names in messages are in backticks; here they become <code>.
	const worded = (text) => text.split('`').map((part, at) => (at % 2 ? element('code', { textContent: part }) : part));

	function item({ severity, code, message, help, file, line, column, excerpt, editor, elsewhere }, at) {
		const place = file && `${file}${line ? `:${line}:${column}` : ''}`;
		return element(
			'li',
			{ className: severity },
			element('h3', {}, element('span', { className: 'word', textContent: severity }), ' ', ...worded(message)),
			place
				? element('p', {}, editor ? control('a', `place-${at}`, { href: editor, textContent: place }) : place)
				: null,
			excerpt ? control('pre', `excerpt-${at}`, { textContent: excerpt, tabIndex: 0 }) : null,
			elsewhere ? element('p', {}, ...worded(elsewhere)) : null,
			help ? element('p', { className: 'help' }, 'Help: ', ...worded(help)) : null,
			element('p', { className: 'code', textContent: `homeroom explain ${code}` }),
		);
	}

	async function lookAt(day) {
		const answer = await fetched(`${OWN}day/${day ?? ''}`, 'text');
		if (answer?.status === 200) loadAnew();
	}

	// A day that is picked counts at once. A typed day is a valid date after every key, so it counts only at the end.
	let isTyping = false;
	function lookAtDate() {
		if (date.value && date.value !== (told.day ?? told.today)) lookAt(date.value === told.today ? null : date.value);
	}
	date.addEventListener('pointerdown', () => {
		isTyping = false;
	});
	date.addEventListener('keydown', ({ key }) => {
		isTyping = key !== 'Enter';
		if (key === 'Enter') lookAtDate();
	});
	date.addEventListener('change', () => isTyping || lookAtDate());
	date.addEventListener('blur', () => {
		isTyping = false;
		lookAtDate();
	});

	Object.assign(homeroomPreview, { tell, expectFocus });
})();
