// Builds cards that come as data: those of a catalogue that its page does not hold.
(() => {
	const { el, svg, status } = homeroom;

	function strip(cells) {
		const draw = (is, cell) => cells.map((on, i) => (on === is ? `M${i * 9} ${cell}z` : '')).join('');
		return svg(
			'svg',
			{ viewBox: '0 0 124 11', 'aria-hidden': 'true' },
			svg('path', { class: 'off', d: draw(false, '9h7v2h-7') }),
			svg('path', { class: 'on', d: draw(true, '0h7v11h-7') }),
		);
	}
	function value(v) {
		if (v.type === 'link') return el('a', { href: v.href, class: v.external && 'out', ...v.foreign }, v.text);
		if (v.type === 'date') return el('time', { datetime: v.iso }, v.text);
		if (v.type === 'grades') return el('span', { class: 'gs' }, el('span', {}, v.text), strip(v.cells));
		if (v.type === 'list')
			return el('span', {}, ...v.items.flatMap((item, i) => (i ? [', ', value(item)] : [value(item)])));
		if (v.type === 'group') return facts(v.facts);
		return el('span', {}, v.text ?? v.alt ?? '');
	}
	const facts = (facts) =>
		el('dl', {}, ...facts.map((f) => el('div', {}, el('dt', {}, f.label), el('dd', {}, value(f.value)))));

	homeroom.card = ({ title, href, foreign, tab, summary, verdict, facts: shown }) => {
		const li = el(
			'li',
			{},
			el(
				'article',
				{ class: 'card', 'data-days': verdict?.days },
				el('h3', {}, el('a', { href, ...foreign }, title)),
				tab && status(tab.tone, tab.word),
				summary && el('p', { ...foreign }, summary),
				verdict && el('p', { class: 'says' }, verdict.sentence),
				shown.length ? facts(shown) : null,
			),
		);
		homeroom.turn?.(li);
		return li;
	};
	/** What a card says, without building it. */
	homeroom.says = ({ title, summary, tab, verdict, facts }) =>
		[title, summary, tab?.word, verdict?.sentence, ...facts.map((f) => `${f.label} ${f.value.text ?? ''}`)].join(' ');
})();
