// Finds which nodes of two lists belong together.
(() => {
	'use strict';
	// The key of a node. Two nodes that are not equal may still belong together if they have the same key.
	function keyOf(node) {
		if (node.nodeType !== Node.ELEMENT_NODE) return `#${node.nodeType}`;
		if (node.localName === 'link') return `link ${node.rel}`;
		return node.id ? `${node.localName}#${node.id}` : node.localName;
	}

	// The longest sequence of nodes that is in both lists, where `same` tells which nodes match. Returns pairs of
	// indexes.
	function common(a, b, same) {
		const pairs = [];
		let start = 0;
		while (start < a.length && start < b.length && same(a[start], b[start])) pairs.push([start, start++]);
		let end = 0;
		while (end < a.length - start && end < b.length - start && same(a[a.length - 1 - end], b[b.length - 1 - end]))
			end++;
		const left = a.slice(start, a.length - end);
		const right = b.slice(start, b.length - end);
		if (left.length * right.length <= 250000) {
			const best = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
			for (let i = left.length - 1; i >= 0; i--) {
				for (let j = right.length - 1; j >= 0; j--) {
					best[i][j] = same(left[i], right[j]) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
				}
			}
			for (let i = 0, j = 0; i < left.length && j < right.length; ) {
				if (same(left[i], right[j])) pairs.push([start + i++, start + j++]);
				else if (best[i + 1][j] >= best[i][j + 1]) i++;
				else j++;
			}
		}
		for (let k = end; k > 0; k--) pairs.push([a.length - k, b.length - k]);
		return pairs;
	}

	// Pairs equal nodes first, and between those the nodes with equal keys. Returns [before, after, whether they are
	// equal].
	function matched(before, after) {
		const pairs = [];
		const equal = common(before, after, (a, b) => a.isEqualNode(b));
		let [i, j] = [0, 0];
		for (const [x, y] of [...equal, [before.length, after.length]]) {
			const inner = common(before.slice(i, x), after.slice(j, y), (a, b) => keyOf(a) === keyOf(b));
			for (const [p, q] of inner) pairs.push([before[i + p], after[j + q], false]);
			if (x < before.length) pairs.push([before[x], after[y], true]);
			[i, j] = [x + 1, y + 1];
		}
		return pairs;
	}

	Object.assign(homeroomPreview, { matched });
})();
