// Builds the cards that come as data because a catalogue's page does not have them. Each is a copy of the page's blank
// card, filled in.
(() => {
	'use strict';
	const { fill, status } = homeroom;
	const blank = document.getElementById('HR-card').content.firstElementChild;
	const copy = (selector) => blank.querySelector(selector).cloneNode(true);
	function put(node, words, props = {}) {
		node.replaceChildren(words);
		return fill(node, props, []);
	}

	function strip(picture, cells) {
		const draw = (is, cell) => cells.map((on, i) => (on === is ? `M${i * 9} ${cell}z` : '')).join('');
		picture.querySelector('.off').setAttribute('d', draw(false, '9h7v2h-7'));
		picture.querySelector('.on').setAttribute('d', draw(true, '0h7v11h-7'));
	}
	function value(v) {
		if (v.type === 'group') return [facts(v.facts)];
		if (v.type === 'list') return v.items.flatMap((item, i) => (i ? [', ', ...value(item)] : value(item)));
		if (v.type === 'date') return [put(copy('time'), v.text, { datetime: v.iso })];
		if (v.href) return [put(copy('dd > a'), v.text, { href: v.href, class: v.external && 'out', ...v.foreign })];
		if (v.type !== 'grades') return [v.text ?? v.alt ?? ''];
		const grades = copy('.gs');
		grades.firstElementChild.textContent = v.text;
		strip(grades.lastElementChild, v.cells);
		return [grades];
	}
	function fact({ label, value: own }) {
		const row = copy('dl > div');
		row.querySelector('dt').textContent = label;
		row.querySelector('dd').replaceChildren(...value(own));
		return row;
	}
	function facts(all) {
		const list = copy('dl');
		list.replaceChildren(...all.map(fact));
		return list;
	}

	homeroom.card = ({ title, href, foreign, tab, summary, verdict, facts: shown }) => {
		const li = blank.cloneNode(true);
		/** Fills in a part of the card. A part without words is removed. */
		const part = (selector, words, props) => {
			const node = li.querySelector(selector);
			if (words) put(node, words, props);
			else node.remove();
		};
		part('h3 > a', title, { href, ...foreign });
		part('.says', verdict?.sentence);
		part('p:not(.says)', summary, foreign ?? {});
		li.querySelector('article > .st').replaceWith(tab ? status(tab.tone, tab.word) : '');
		li.querySelector('dl').replaceWith(shown.length ? facts(shown) : '');
		if (verdict) li.firstElementChild.dataset.days = verdict.days;
		homeroom.turn?.(li);
		return li;
	};
	/** The words of a value, as they stand on the card. */
	function words({ text, alt, items, facts: all }) {
		if (items) return items.map(words).join(', ');
		return all ? all.map(said).join(' ') : (text ?? alt ?? '');
	}
	const said = ({ label, value: own }) => `${label} ${words(own)}`;

	/** The text of a card, without building the card. */
	homeroom.says = ({ title, summary, tab, verdict, facts }) =>
		[title, summary, tab?.word, verdict?.sentence, ...facts.map(said)].join(' ');
})();
