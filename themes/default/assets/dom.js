// Builds nodes without ever parsing a string as HTML.
(() => {
	'use strict';

	function fill(node, props, kids) {
		for (const [key, value] of Object.entries(props)) {
			if (value === false || value == null) continue;
			if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
			else node.setAttribute(key, value === true ? '' : value);
		}
		node.append(...kids.filter((kid) => kid != null));
		return node;
	}
	const el = (tag, props = {}, ...kids) => fill(document.createElement(tag), props, kids);
	const svg = (tag, props, ...kids) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, kids);
	const icon = (name) => svg('svg', { class: 'i', 'aria-hidden': 'true' }, svg('use', { href: `#HR-i-${name}` }));
	const status = (tone, word) => el('span', { class: `st ${tone}` }, icon(tone), word);

	Object.assign(homeroom, { fill, el, icon, status });
})();
