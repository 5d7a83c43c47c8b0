// Compares two to four rows of a table side by side, differences first, at an address that can be shared.
(() => {
	'use strict';
	const { el } = homeroom;
	const table = document.querySelector('#HR-table');
	const host = document.querySelector('#HR-compare');
	const bar = document.querySelector('#HR-picks');
	if (!bar) return;
	// The text above may contain tables too, so only this table is hidden.
	const whole = [table.closest('.tbl'), ...document.querySelectorAll('#HR-few, .orders')];
	const told = bar.querySelector('p');
	const printed = document.querySelector('.printline');
	const own = printed?.textContent;
	const rows = [...table.tBodies[0].rows];
	const say = host.dataset;
	const MOST = 4;
	const heads = [...table.tHead.rows[0].cells].slice(1).map((th) => th.textContent.trim());
	const titleOf = (row) => row.cells[0].querySelector('a');
	const address = (keys) => (keys.length ? `?with=${keys.map(encodeURIComponent).join(',')}` : location.pathname);
	const asked = () => {
		const keys = (new URLSearchParams(location.search).get('with') ?? '').split(',');
		return [...new Set(keys)]
			.map((key) => rows.find((row) => row.dataset.key === key))
			.filter(Boolean)
			.slice(0, MOST);
	};

	const boxes = rows.map((row) => {
		const input = el('input', {
			type: 'checkbox',
			'aria-label': say.pick.replace('{title}', titleOf(row).textContent),
			onchange: () => choose(),
		});
		row.cells[0].prepend(el('label', { class: 'pick' }, input));
		return { row, input };
	});
	const go = bar.querySelector('button');
	go.addEventListener('click', () => compare());
	const chosen = () => boxes.filter((b) => b.input.checked);
	function choose() {
		const n = chosen().length;
		for (const b of boxes) b.input.disabled = n >= MOST && !b.input.checked;
		bar.hidden = !n || !host.hidden;
		go.hidden = n < 2;
		go.textContent = say.chosen.replace('{n}', n);
		told.textContent = n === 1 ? told.dataset.one.replace('{title}', titleOf(chosen()[0].row).textContent) : '';
	}
	function compare() {
		try {
			history.pushState(null, '', address(chosen().map((b) => b.row.dataset.key)));
		} catch {
			// A page that is opened from a disk may not change its address.
		}
		draw(chosen().map((b) => b.row));
		choose();
		host.querySelector('h2').focus();
	}

	function cell(td) {
		const copy = el('td', {});
		for (const node of td.childNodes) if (!node.classList?.contains('cl')) copy.append(node.cloneNode(true));
		return copy;
	}
	function draw(picked) {
		const is = picked.length > 1;
		for (const part of whole) part.hidden = is;
		host.hidden = !is;
		// The printed address is the one of the comparison.
		if (printed)
			printed.textContent = is
				? own.replace(location.pathname.split('/').slice(-2).join('/'), (end) => end + location.search)
				: own;
		if (!is) return host.replaceChildren();
		const line = (name, i) => {
			const cells = picked.map((row) => row.cells[i + 1]);
			const texts = new Set(cells.map((td) => td.textContent.trim()));
			return {
				isKnown: cells.some((td) => !td.classList.contains('nil')),
				differs: texts.size > 1,
				tr: el('tr', {}, el('th', { scope: 'row' }, name), ...cells.map(cell)),
			};
		};
		const lines = heads.map(line).filter((l) => l.isKnown);
		const part = (word, differs) => {
			const own = lines.filter((l) => l.differs === differs).map((l) => l.tr);
			return own.length
				? el(
						'tbody',
						{},
						el('tr', { class: 'group' }, el('th', { scope: 'rowgroup', colspan: picked.length + 1 }, word)),
						...own,
					)
				: null;
		};
		const names = picked.map((row) => el('th', { scope: 'col' }, titleOf(row).cloneNode(true)));
		host.replaceChildren(
			el('h2', { tabindex: '-1', id: 'HR-compare-h' }, picked.map((row) => titleOf(row).textContent).join(' · ')),
			el(
				'section',
				{ class: 'tbl', 'aria-labelledby': 'HR-compare-h', tabindex: '0' },
				el(
					'table',
					{ class: 'pin cmp' },
					el('thead', {}, el('tr', {}, el('td', {}), ...names)),
					part(say.differ, true),
					part(say.same, false),
				),
			),
			el('p', { class: 'btns' }, el('a', { class: 'btn', href: location.pathname }, say.back)),
		);
	}
	function restore() {
		const picked = asked();
		for (const b of boxes) b.input.checked = picked.includes(b.row);
		draw(picked);
		choose();
	}
	addEventListener('popstate', restore);
	restore();
})();
