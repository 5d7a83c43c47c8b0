// Keeps a copy of the page as it was sent, and notes which nodes the page's own scripts have changed since.
(() => {
	'use strict';
	const { script, host } = homeroomPreview;

	// The root element is copied now, because scripts in the head add classes to it before the page is complete.
	const sentRoot = document.documentElement.cloneNode(false);
	// The copy, and whether it is exactly what was sent; null until that is known.
	const sent = { root: null, isPure: null };
	const live = new WeakMap(); // node of the copy -> node of the page
	const touched = new Set(); // nodes of the page that scripts have changed

	function pair(copy, node) {
		live.set(copy, node);
		for (let a = copy.firstChild, b = node.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
	}

	function keep() {
		if (sent.root) return;
		const root = document.documentElement.cloneNode(true);
		for (const name of root.getAttributeNames()) root.removeAttribute(name);
		for (const { name, value } of sentRoot.attributes) root.setAttribute(name, value);
		pair(root, document.documentElement);
		forgetNoscript(root);
		sent.root = root;
		if ([...document.scripts].every(isLate)) sent.isPure = true;
		observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
	}

	// Whether a node is a script that runs. Scripts of other types hold data, such as the data for search engines.
	const isCode = (node) =>
		node.localName === 'script' && /^$|javascript|^module$|^importmap$|^speculationrules$/.test(node.type);

	// Whether a script runs only when the page is complete, after the copy was made. Any other script may have changed
	// the page before.
	function isLate(other) {
		if (other === script || !isCode(other)) return true;
		return !other.async && (other.type === 'module' || (other.defer && other.hasAttribute('src')));
	}

	// Empties all <noscript>. Its content is text in a page with scripts and nodes in a fetched page, which would differ.
	function forgetNoscript(root) {
		for (const one of root.querySelectorAll('noscript')) one.replaceChildren();
	}

	function note(records) {
		for (const { type, target, attributeName, addedNodes } of records) {
			if (target === document.documentElement || target === document.body) continue;
			if (type === 'attributes' && attributeName === 'open' && target.localName === 'details') continue;
			if (type === 'childList' && [...addedNodes].every((node) => node === host)) continue;
			touched.add(target);
		}
	}
	const observer = new MutationObserver(note);

	// Runs a change of the preview itself, which is not noted as a change of a script.
	function quietly(change) {
		note(observer.takeRecords());
		change();
		observer.takeRecords();
	}

	document.addEventListener('readystatechange', () => {
		if (document.readyState === 'interactive') keep();
	});

	Object.assign(homeroomPreview, { sent, live, touched, pair, isCode, forgetNoscript, quietly });
})();
