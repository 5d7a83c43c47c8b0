// Words: splits a text into words in the form of the index, and compares their spelling.
(() => {
	'use strict';

	const LONGEST_WORD = 40;
	const LETTERS = '[\\p{Alphabetic}\\p{N}\\p{M}]+';
	const WORD = new RegExp(`${LETTERS}(?:['’]${LETTERS})*`, 'gu');
	const NO_LETTER = /[^\p{Alphabetic}\p{N}\p{M}]/gu;
	const UNSPACED =
		/[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
	const ASCII = /^[\0-\x7f]*$/;

	/** A word in the form of the index: without capitals, accents and variants of letters. */
	function fold(word) {
		if (ASCII.test(word)) return word.toLowerCase().replace(/'/g, '').slice(0, LONGEST_WORD);
		const plain = word
			.normalize('NFKD')
			.toLowerCase()
			.replace(/[\u0300-\u036f]/g, '')
			.replace(NO_LETTER, '');
		const folded = plain.normalize('NFC').replace(/ß/g, 'ss').replace(/ς/g, 'σ');
		return [...folded].slice(0, LONGEST_WORD).join('');
	}

	/** A folded word, cut into pairs of letters if its script has no spaces. */
	function pieces(folded) {
		if (ASCII.test(folded) || !UNSPACED.test(folded)) return folded ? [folded] : [];
		const found = [];
		let run = [];
		const end = () => {
			if (run.length > 1 && UNSPACED.test(run[0])) found.push(...run.slice(1).map((letter, at) => run[at] + letter));
			else if (run.length) found.push(run.join(''));
			run = [];
		};
		for (const letter of folded) {
			if (run.length && UNSPACED.test(letter) !== UNSPACED.test(run[0])) end();
			run.push(letter);
		}
		end();
		return found;
	}

	/** The words of a text with their places. */
	function spans(text) {
		const found = [];
		for (const match of text.matchAll(WORD)) {
			const words = pieces(fold(match[0]));
			if (words.length) found.push({ words, start: match.index, end: match.index + match[0].length });
		}
		return found;
	}

	const wordsOf = (text) => spans(text).flatMap((span) => span.words);

	/** How many letters are added, left out, replaced or swapped between two words, at most `most + 1`. With `open`, the
	 * second word may be longer. */
	function distance(a, b, most, open) {
		if (a.length - b.length > most || (!open && b.length - a.length > most)) return most + 1;
		const width = Math.min(b.length, a.length + most);
		let older = [];
		let old = Array.from({ length: width + 1 }, (_, j) => j);
		for (let i = 1; i <= a.length; i++) {
			const row = [i];
			let least = i;
			for (let j = 1; j <= width; j++) {
				const same = a[i - 1] === b[j - 1];
				let cost = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
				if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
				row.push(cost);
				if (cost < least) least = cost;
			}
			if (least > most) return most + 1;
			older = old;
			old = row;
		}
		const cost = open ? Math.min(...old) : b.length > width ? most + 1 : old[width];
		return Math.min(cost, most + 1);
	}

	/** How much two words differ at their ends, when they may be forms of one word. */
	function kinship(a, b) {
		let shared = 0;
		while (shared < a.length && a[shared] === b[shared]) shared++;
		const ends = a.length - shared + b.length - shared;
		return shared >= 4 && shared >= a.length - 4 && ends <= 4 ? 0.5 + 0.25 * ends : Infinity;
	}

	/** How many typing errors are corrected in a word. */
	const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

	globalThis.homeroomEngine = { words: wordsOf, spans, distance, kinship, slips };
})();
