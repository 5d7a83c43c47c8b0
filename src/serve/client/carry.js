// Changes the page that is shown in the same way as its new version differs from the version that was sent before.
(() => {
	'use strict';
	const { sent, live, touched, pair, isCode, quietly, matched } = homeroomPreview;

	class Anew extends Error {}

	function isTouched(node) {
		for (const one of touched) if (one.isConnected && (one === node || node.contains(one))) return true;
		return false;
	}

	function liveOf(copy) {
		const node = live.get(copy);
		if (!node?.isConnected) throw new Anew();
		return node;
	}

	const put = new WeakMap(); // node of the new copy -> node that was added to the page for it

	// Adds to `steps` a function for each change. They run only after all are gathered, so that either all changes are
	// made or none.
	function compare(before, after, steps) {
		const node = liveOf(before);
		if (before.nodeType !== Node.ELEMENT_NODE) {
			if (before.data !== after.data) {
				if (touched.has(node)) throw new Anew();
				steps.push(() => {
					node.data = after.data;
				});
			}
			return;
		}
		if (isCode(before) || isCode(after)) throw new Anew();
		attributes(before, after, node, steps);
		if (before.localName === 'template') return;

		const pairs = matched([...before.childNodes], [...after.childNodes]);
		const partner = new Map(pairs.map(([a, b]) => [b, a]));
		const stays = new Set(pairs.map(([a]) => a));
		const gone = [...before.childNodes].filter((child) => !stays.has(child));
		const isNew = [...after.childNodes].some((child) => !partner.has(child));
		// A script has changed this list of nodes, and it does not expect nodes to be added or removed.
		if ((gone.length || isNew) && isTouched(node)) throw new Anew();
		for (const child of gone) {
			if (holdsScript(child)) throw new Anew();
			if (isSheet(child)) continue; // it is removed when the new sheet is loaded
			const old = liveOf(child);
			steps.push(() => old.remove());
		}
		for (const [a, b, equal] of pairs) if (!equal) compare(a, b, steps);

		let place = null; // the node of the page after which the next one goes; null for the start
		for (const child of after.childNodes) {
			const old = partner.get(child);
			if (old) {
				place = liveOf(old);
				continue;
			}
			if (holdsScript(child)) throw new Anew();
			const fresh = document.importNode(child, true);
			put.set(child, fresh);
			const behind = place;
			if (isSheet(child)) {
				const olds = gone.filter(isSheet).map(liveOf);
				steps.push(() => swap(fresh, olds, node));
			} else {
				steps.push(() => (behind ? behind.after(fresh) : node.prepend(fresh)));
			}
			place = isSheet(child) ? place : fresh;
		}
		if (gone.some(isSheet) && ![...after.childNodes].some((child) => !partner.has(child) && isSheet(child))) {
			for (const sheet of gone.filter(isSheet).map(liveOf)) steps.push(() => sheet.remove());
		}
	}

	// The effects of a removed script cannot be undone, and a script that is added this way would not run.
	const holdsScript = (node) => isCode(node) || [...(node.querySelectorAll?.('script') ?? [])].some(isCode);

	const isSheet = (node) => node.localName === 'link' && node.relList.contains('stylesheet');

	// Adds the new sheet before it removes the old ones, so that the page always has styles.
	function swap(fresh, olds, parent) {
		const done = () =>
			quietly(() => {
				for (const old of olds) old.remove();
			});
		fresh.addEventListener('load', done);
		fresh.addEventListener('error', done);
		const last = olds.at(-1);
		if (last) last.after(fresh);
		else parent.append(fresh);
	}

	function attributes(before, after, node, steps) {
		const names = new Set([...before.getAttributeNames(), ...after.getAttributeNames()]);
		for (const name of names) {
			const value = after.getAttribute(name);
			if (before.getAttribute(name) === value) continue;
			// A style sheet with a new address is replaced by a new one.
			if (isSheet(before) && name === 'href') {
				const fresh = document.importNode(after, true);
				put.set(after, fresh);
				steps.push(() => swap(fresh, [node], document.head));
				return;
			}
			// Attributes with code or markup take effect only from the parser; policies refuse to let scripts set them.
			if (name.startsWith('on') || name === 'srcdoc') throw new Anew();
			if (name !== 'class' && touched.has(node) && node.getAttribute(name) !== before.getAttribute(name))
				throw new Anew();
			if (name === 'class') {
				// Scripts add classes of their own, so only the classes that differ are added or removed.
				const [old, next] = [before.classList, after.classList];
				steps.push(() => {
					for (const one of [...old]) if (!next.contains(one)) node.classList.remove(one);
					for (const one of [...next]) if (!old.contains(one)) node.classList.add(one);
				});
			} else {
				steps.push(() => (value === null ? node.removeAttribute(name) : node.setAttribute(name, value)));
			}
		}
	}

	// Makes all changes. After that the new copy takes the place of the old one: each of its nodes is linked with the
	// node of the page that it stands for.
	function carryOver(next) {
		if (!sent.isPure) throw new Anew();
		const steps = [];
		compare(sent.root, next, steps);
		quietly(() => {
			for (const step of steps) step();
		});
		adopt(sent.root, next);
		sent.root = next;
	}

	function adopt(before, after) {
		live.set(after, put.get(after) ?? live.get(before));
		if (after.nodeType !== Node.ELEMENT_NODE) return;
		const partner = new Map(matched([...before.childNodes], [...after.childNodes]).map(([a, b]) => [b, a]));
		for (const child of after.childNodes) {
			if (partner.has(child)) adopt(partner.get(child), child);
			else if (put.has(child)) pair(child, put.get(child));
		}
	}

	Object.assign(homeroomPreview, { Anew, carryOver });
})();
