// Sorts tables: each heading with an order becomes a button. Rows have their places in each order.
(() => {
	'use strict';
	const { el, icon } = homeroom;
	const table = document.querySelector('#HR-table');
	const live = document.querySelector('#HR-table-live');
	const heads = [...table.tHead.querySelectorAll('th[data-key]')];
	for (const th of heads) {
		const word = th.textContent.trim();
		const sort = () => {
			const up = th.getAttribute('aria-sort') !== 'ascending';
			for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
			th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
			const place = (row) => Number(row.dataset.places.split(' ')[th.dataset.key]);
			const rows = [...table.tBodies[0].rows].sort((a, b) => {
				const [p, q] = [place(a), place(b)];
				return Number.isNaN(p) - Number.isNaN(q) || (up ? p - q : q - p);
			});
			table.tBodies[0].append(...rows);
			live.textContent = table.dataset[up ? 'low' : 'high'].replace('{field}', word);
		};
		th.replaceChildren(el('button', { type: 'button', onclick: sort }, word, icon('sort')));
	}
})();
