// Reloads the page, and restores what the reader had done: open details, fields, focus and scroll position.
(() => {
	'use strict';
	const { host } = homeroomPreview;

	const STATE = 'homeroom-preview-state';
	function store(key, value) {
		try {
			sessionStorage.setItem(key, value);
		} catch {
			// The browser refuses storage, so nothing is restored after the reload.
		}
	}
	function stored(key) {
		try {
			return sessionStorage.getItem(key);
		} catch {
			return null;
		}
	}
	function wayTo(node) {
		const way = [];
		for (; node && node !== document.documentElement; node = node.parentElement) {
			if (node.id) return [`#${CSS.escape(node.id)}`, ...way].join('>');
			way.unshift(`${node.localName}:nth-child(${[...node.parentElement.children].indexOf(node) + 1})`);
		}
		return ['html', ...way].join('>');
	}
	const kept = ({ type }) => (type === 'checkbox' || type === 'radio' ? 'checked' : 'value');
	const sentAs = ({ type }) => (type === 'checkbox' || type === 'radio' ? 'defaultChecked' : 'defaultValue');
	function loadAnew() {
		const open = [...document.querySelectorAll('details')].map((details) => details.open);
		const active = document.activeElement;
		const focus = active && active !== document.body && active !== host ? wayTo(active) : null;
		const fields = [...document.querySelectorAll('input, select, textarea')]
			.filter(
				(field) => !['password', 'hidden', 'file'].includes(field.type) && field[kept(field)] !== field[sentAs(field)],
			)
			.map((field) => [wayTo(field), field[kept(field)]]);
		store(
			STATE,
			JSON.stringify({
				address: location.pathname,
				open,
				focus,
				inBar: active === host,
				fields,
				top: scrollY,
				left: scrollX,
			}),
		);
		location.reload();
	}

	// Restores what loadAnew stored. Returns whether the focus was in the bar of the preview.
	function restore() {
		const state = stored(STATE);
		if (!state) return false;
		store(STATE, '');
		const { address, open, focus, inBar, fields, top, left } = JSON.parse(state);
		if (address !== location.pathname) return false;
		const all = [...document.querySelectorAll('details')];
		if (all.length === open.length) for (const [at, details] of all.entries()) details.open = open[at];
		for (const [way, value] of fields) {
			const field = document.querySelector(way);
			if (field && field[kept(field)] !== value) {
				field[kept(field)] = value;
				for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
			}
		}
		if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
		scrollTo(left, top);
		return inBar;
	}

	Object.assign(homeroomPreview, { loadAnew, restore });
})();
