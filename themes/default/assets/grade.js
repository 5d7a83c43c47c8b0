// Shows the answer for the reader's grade and for today on cards and guides. The page contains all answers
// with their days; this script only picks one.
(() => {
	'use strict';
	const { el, status, keep } = homeroom;
	const picker = document.querySelector('#HR-my-grade');
	const grades = picker ? [...picker.options].slice(1) : [];
	const now = new Date();
	const today = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

	const stands = new WeakMap(); // what an element shows now

	/** The answer for the reader today, and its grade, as numbers. */
	function pick(days) {
		const { says, from } = JSON.parse(days);
		const [, row] = from.findLast(([day]) => day <= today) ?? from[0];
		const place = grades.findIndex((option) => option.value === picker?.value);
		return { says, from, place, number: row.at(place) };
	}

	/** The answer for an element; nothing when the element shows it already. */
	function answer(host) {
		const { says, from, place, number } = pick(host.dataset.days);
		const [before, now] = [stands.get(host) ?? `-1 ${from[0][1].at(-1)}`, `${place} ${number}`];
		if (before === now) return null;
		stands.set(host, now);
		const [tone, word, sentence, reason, conditions] = says[number];
		return { tone, word, reason, conditions, sentence: place < 0 ? sentence : named(grades[place], sentence) };
	}

	/** "Grade 4: yes, once …"; a sentence that names the grade itself stays as it is. */
	function named(grade, sentence) {
		if (sentence.includes(grade.dataset.inside)) return sentence;
		const answer = sentence[0].toLocaleLowerCase(document.documentElement.lang) + sentence.slice(1);
		return picker.dataset.says.replace('{grade}', grade.textContent).replace('{answer}', answer);
	}

	function show(host) {
		const found = answer(host);
		if (!found) return;
		const { tone, word, sentence, reason: title, conditions } = found;
		host.querySelector(':scope > .st')?.replaceWith(status(tone, word));
		host.querySelector(':scope > .says').textContent = sentence;
		const reason = document.querySelector('#HR-reason');
		if (!host.classList.contains('facts') || !reason) return;
		reason.className = `note ${tone}`;
		reason.hidden = tone === 'ok' && !conditions.length;
		reason.querySelector('.ttl').textContent = title;
		reason.querySelector('ul').replaceChildren(...conditions.map((condition) => el('li', {}, condition)));
	}

	/** Sets the answer of a catalogue's item, on the page or not. It is one of the values that filters compare. */
	homeroom.answer = (item) => {
		const host = item.li?.firstElementChild;
		const days = host ? host.dataset.days : item.card.verdict?.days;
		if (!days) return;
		const { says, number } = pick(days);
		item.values.delete(item.answer);
		item.answer = `answer=${says[number][1]}`;
		item.values.add(item.answer);
		if (host) show(host);
	};
	homeroom.turn = (under) => under.querySelectorAll('[data-days]').forEach(show);
	try {
		if (picker) picker.value = localStorage.getItem('homeroom-grade') ?? '';
	} catch {
		// Without storage no grade is known.
	}
	if (picker && picker.selectedIndex < 0) picker.value = '';
	homeroom.turn(document);
	picker?.addEventListener('change', () => {
		keep('homeroom-grade', picker.value);
		homeroom.turn(document);
	});
})();
