// Builds nodes without ever parsing a string as HTML.
homeroom.el = (tag, props = {}, ...kids) => {
	const node = document.createElement(tag);
	for (const [key, value] of Object.entries(props)) {
		if (value === false || value == null) continue;
		if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
		else node.setAttribute(key, value === true ? '' : value);
	}
	node.append(...kids.filter((kid) => kid != null));
	return node;
};
homeroom.svg = (tag, props, ...kids) => {
	const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
	for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
	node.append(...kids);
	return node;
};
homeroom.icon = (name) =>
	homeroom.svg('svg', { class: 'i', 'aria-hidden': 'true' }, homeroom.svg('use', { href: `#HR-i-${name}` }));
homeroom.status = (tone, word) => homeroom.el('span', { class: `st ${tone}` }, homeroom.icon(tone), word);
