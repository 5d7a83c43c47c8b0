// Builds the nodes of a result.
(() => {
	'use strict';

	const { el, icon } = homeroom;

	const GRADES = ['PK', 'K', ...Array.from({ length: 12 }, (_, at) => String(at + 1))];

	const marks = (pieces) => pieces.map(({ text, mark }) => (mark ? el('mark', {}, text) : text));

	/** The grade that a reader has chosen on this device. */
	function ownGrade() {
		try {
			const at = GRADES.indexOf(localStorage.getItem('homeroom-grade'));
			return at < 0 ? null : at;
		} catch {
			return null; // without storage no grade is known
		}
	}

	function today() {
		const now = new Date();
		const two = (number) => String(number).padStart(2, '0');
		return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
	}

	/** The answer for a grade on a day: tone, word and sentence. The last number in a row is the best answer of all. */
	function answer(answers, grade, day) {
		const step = answers?.steps.findLast(([from]) => from <= day) ?? answers?.steps[0];
		const said = answers?.said[step?.[1][grade ?? GRADES.length]];
		return said ? { tone: String(said[0]), word: String(said[1]), sentence: String(said[2]) } : null;
	}

	/** A sentence after "Grade 4:". */
	const inside = (sentence) =>
		sentence.slice(0, 1).toLocaleLowerCase(document.documentElement.lang) + sentence.slice(1);

	/** A result: title, what it is, status, the answer for the reader's grade, an excerpt, and its best sections. */
	function row(result, { site, say, grade, home }) {
		const own = answer(result.answers, grade, today());
		const kind = site.kinds[result.kind];
		const note = [kind?.[1], result.grades].filter(Boolean).join(', ');
		const href = new URL(result.href, home).href;
		const [label, tone] = own ? [own.word, own.tone] : (result.status ?? []);
		const language = site.languages[result.language];
		const isForeign = language && language.toLowerCase() !== document.documentElement.lang.toLowerCase();
		const foreign = isForeign ? { lang: language, dir: site.rtl[result.language] ? 'rtl' : 'ltr' } : {};
		const deep = result.sections.map(({ id, pieces }) =>
			el('li', {}, el('a', { href: `${href}#${encodeURIComponent(id)}` }, ...marks(pieces))),
		);
		return el(
			'li',
			foreign,
			el(
				'a',
				{ href },
				el(
					'span',
					{},
					el('span', { class: 'rt' }, ...marks(result.titlePieces)),
					' ',
					el('span', { class: 'rk' }, note),
				),
				label ? el('span', { class: `st ${tone ?? ''}` }, tone ? icon(tone) : null, label) : null,
				own && grade != null
					? el(
							'span',
							{ class: 'rx rv' },
							say('search_in_grade', { grade: GRADES[grade], answer: inside(own.sentence) }),
						)
					: null,
				el('span', { class: 'rx' }, ...marks(result.excerpt)),
			),
			deep.length ? el('ul', { class: 'ul rs' }, ...deep) : null,
		);
	}

	Object.assign(homeroom.search, { GRADES, ownGrade, row });
})();
