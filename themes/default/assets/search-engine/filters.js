// Filters: which documents pass them, and how many results each value of a facet would leave.
(() => {
	'use strict';

	/** Whether a document passes the filters. The facet whose values are counted is left out. */
	function passes(columns, number, filters, without) {
		const { kind, grade, status, subject, language } = filters;
		if (without !== 'kind' && kind != null && columns.kind[number] !== kind) return false;
		if (without !== 'grade' && grade != null && !(columns.grades[number] & (1 << grade))) return false;
		if (without !== 'status' && status != null && columns.status[number] !== status + 1) return false;
		if (without !== 'subject' && subject != null && !columns.sets[columns.subjects[number]]?.includes(subject))
			return false;
		if (without !== 'language' && language != null && columns.language[number] !== language) return false;
		return true;
	}

	/** How many results each value of each facet would leave. */
	function counts(columns, numbers, filters) {
		const made = {};
		const count = (facet, add) => {
			const own = new Map();
			const plus = (value) => own.set(value, (own.get(value) ?? 0) + 1);
			for (const number of numbers) if (passes(columns, number, filters, facet)) add(number, plus);
			made[facet] = own;
		};
		count('kind', (number, plus) => plus(columns.kind[number]));
		count('language', (number, plus) => plus(columns.language[number]));
		count('status', (number, plus) => columns.status[number] && plus(columns.status[number] - 1));
		count('subject', (number, plus) => {
			for (const subject of columns.sets[columns.subjects[number]] ?? []) plus(subject);
		});
		count('grade', (number, plus) => {
			for (let grade = 0; grade < 14; grade++) if (columns.grades[number] & (1 << grade)) plus(grade);
		});
		return made;
	}

	Object.assign(homeroomEngine, { passes, counts });
})();
