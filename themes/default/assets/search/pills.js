// The buttons that narrow results to a kind.
(() => {
	'use strict';

	const { el } = homeroom;

	function pills(site, say, name, change) {
		const numbers = new Map();
		const pill = (value, label) => {
			const number = el('span', { class: 'n' });
			numbers.set(value, number);
			return el('label', {}, el('input', { type: 'radio', name, value, checked: value === '' }), label, ' ', number);
		};
		const node = el(
			'fieldset',
			{ class: 'seg', onchange: change },
			el('legend', { class: 'vh' }, say('search_show')),
			pill('', say('search_all')),
			...site.kinds.map(([id, , many]) => pill(id, many)),
		);
		return {
			node,
			get value() {
				return node.querySelector(':checked')?.value ?? '';
			},
			set value(id) {
				(node.querySelector(`[value="${CSS.escape(id)}"]`) ?? node.querySelector('[value=""]')).checked = true;
			},
			count(counts) {
				let all = 0;
				for (const [at, [id]] of site.kinds.entries()) {
					const own = counts?.get(at) ?? 0;
					all += own;
					const number = numbers.get(id);
					number.textContent = counts ? own : '';
					const label = number.parentElement;
					label.hidden = counts && !own && !label.firstElementChild.checked;
				}
				numbers.get('').textContent = counts ? all : '';
			},
		};
	}

	Object.assign(homeroom.search, { pills });
})();
