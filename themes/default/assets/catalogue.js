// Turns facet links into checkboxes and filters all cards, also those not on the page.
(() => {
	'use strict';
	const { el, icon } = homeroom;
	const parts = (...ids) => ids.map((id) => document.getElementById(`HR-${id}`));
	const [list, box, count, toggle, apply] = parts('results', 'facets', 'count', 'facet-btn', 'apply');
	const [contains, order, grade, chips, none, more] = parts('contains', 'order', 'my-grade', 'chips', 'none', 'more');

	if (toggle) {
		const open = (is) => {
			box.classList.toggle('open', is);
			toggle.setAttribute('aria-expanded', String(is));
		};
		toggle.addEventListener('click', () => open(!box.classList.contains('open')));
		apply.addEventListener('click', () => {
			open(false);
			count.focus();
			count.scrollIntoView();
		});
		box.addEventListener('keydown', (e) => {
			if (e.key !== 'Escape' || !box.classList.contains('open')) return;
			open(false);
			toggle.focus();
		});
	}

	// On the page of one value, links lead to the full list.
	if (box?.dataset.all) {
		for (const a of box.querySelectorAll('a[data-f]')) {
			const pair = new URLSearchParams([[a.dataset.f, a.dataset.v]]);
			a.href = a.ariaCurrent ? box.dataset.all : `${box.dataset.all}?${box.dataset.chosen}&${pair}`;
		}
		return;
	}
	if (!list || !contains) return;

	const all = count.textContent;
	const { title } = document;
	const showAll = apply?.dataset.says;
	const where = ({ values, places }) => ({
		values: new Set(values.split(' ')),
		places: places.split(' ').map((place) => Number(place.replace('-', 'Infinity'))),
	});
	const items = [...list.children].map((li) => ({ li, ...where(li.dataset) }));
	const most = items.length; // as many as on the page
	let held = most;
	let at = 0;
	let stands;
	let { rest } = list.dataset;
	let isDrawn = false;

	const boxes = [];
	for (const a of box?.querySelectorAll('a[data-f]') ?? []) {
		const { f, v, chip } = a.dataset;
		const input = el('input', { type: 'checkbox', name: f, value: v });
		const label = el('label', {}, input, ...a.childNodes);
		boxes.push({ input, group: f, pair: `${f}=${v}`, chip, n: label.querySelector('.n'), li: a.parentElement });
		a.replaceWith(label);
	}
	for (const g of box?.querySelectorAll('.grp') ?? []) {
		g.setAttribute('role', 'group');
		g.setAttribute('aria-labelledby', g.querySelector('h3').id);
	}
	const groups = [...new Set(boxes.map((b) => b.group))];

	// A card from data is built when first shown.
	homeroom.cards = (cards) => {
		items.push(...cards.map((card) => ({ card, ...where(card) })));
		answer();
	};
	const answer = () => homeroom.answer && items.forEach(homeroom.answer);
	const text = (it) => (it.li ? it.li.textContent : homeroom.says(it.card)).toLowerCase();

	function cardOf(it) {
		it.li ??= homeroom.card(it.card);
		return it.li;
	}
	function chip(b) {
		const remove = async () => {
			b.input.checked = false;
			await change();
			(chips.querySelector('button') ?? count).focus();
		};
		const says = [el('span', { class: 'vh' }, chips.dataset.remove), el('span', {}, b.chip), icon('x')];
		return el('button', { type: 'button', onclick: remove }, ...says);
	}

	function draw(push = true) {
		isDrawn = true;
		const on = boxes.filter((b) => b.input.checked);
		const q = contains.value.trim().toLowerCase();
		const asked = [...new Set(on.map((b) => b.group))];
		const fits = (it, skip) => asked.every((g) => g === skip || on.some((b) => b.group === g && it.values.has(b.pair)));
		const named = q ? items.filter((it) => text(it).includes(q)) : items;
		const inOrder = (list) => list.sort((a, b) => a.places[at] - b.places[at] || 0);
		const shown = inOrder(named.filter((it) => fits(it)));
		for (const g of groups) {
			const open = named.filter((it) => fits(it, g));
			for (const b of boxes) {
				if (b.group !== g) continue;
				const n = open.filter((it) => it.values.has(b.pair)).length;
				b.n.textContent = n;
				b.li.classList.toggle('zero', !n);
			}
		}
		const cards = new Set(shown.slice(0, held).map(cardOf));
		// Moving hundreds of cards is slow on a phone.
		if (stands !== at || [...cards].some((li) => !li.isConnected))
			list.replaceChildren(...inOrder(items.filter((it) => it.li)).map((it) => it.li));
		stands = at;
		for (const li of list.children) li.hidden = !cards.has(li);
		if (more) more.hidden = shown.length <= held && !rest;
		const said =
			shown.length === items.length ? all : count.dataset.some.replace('{n}', shown.length).replace('{total}', all);
		if (count.textContent !== said) count.textContent = said;
		none.hidden = shown.length > 0;
		chips.replaceChildren(...on.map(chip));
		if (on.length > 1)
			chips.append(el('button', { type: 'button', class: 'clear', onclick: clear }, chips.dataset.clear));
		if (toggle) {
			const word = toggle.lastElementChild;
			word.textContent = word.textContent.replace(/ \(.*/, '') + (on.length ? ` (${on.length})` : '');
			apply.textContent = showAll.replace('{count}', said);
		}
		document.title = on.length ? `${on.map((b) => b.chip).join(', ')} – ${title}` : title;
		if (!push) return;
		const p = new URLSearchParams(on.map((b) => b.pair.split('=')));
		if (q) p.set('contains', contains.value.trim());
		if (at) p.set('order', at);
		const address = String(p) ? `?${p}` : location.pathname;
		try {
			history[`${push === 'replace' ? push : 'push'}State`](null, '', address);
		} catch {
			// Pages from a disk may not.
		}
	}
	// A choice is about all entries, also those not on the page.
	async function change(push = true) {
		held = most;
		await whole();
		draw(push);
	}
	async function whole() {
		if (!rest) return;
		const url = rest;
		rest = null;
		try {
			if (!homeroom.card) await homeroom.load(list.dataset.builder);
			await homeroom.load(url);
		} catch {
			rest = url;
		}
	}
	async function clear() {
		for (const b of boxes) b.input.checked = false;
		contains.value = '';
		await change();
		count.focus();
	}
	// The page shows the build's list until it is narrowed.
	async function restore() {
		const p = new URLSearchParams(location.search);
		for (const b of boxes) b.input.checked = p.getAll(b.group).includes(b.input.value);
		contains.value = p.get('contains') ?? '';
		at = Number(order?.options[p.get('order')]?.value ?? 0);
		if (order) order.value = String(at);
		if (location.search) await change(false);
		else if (isDrawn || grade?.value) draw(false);
		document.documentElement.classList.remove('asks');
	}
	let timer;
	box?.addEventListener('change', () => change());
	grade?.addEventListener('change', async () => {
		await whole();
		answer();
		draw(false);
	});
	contains.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(() => change('replace'), 150);
	});
	order?.addEventListener('change', () => {
		at = Number(order.value);
		change();
	});
	none.querySelector('button').addEventListener('click', clear);
	addEventListener('popstate', restore);
	if (more)
		new IntersectionObserver(async ([seen]) => {
			if (!seen.isIntersecting) return;
			await whole();
			held += most;
			draw(false);
		}).observe(more);
	answer();
	restore();
})();
