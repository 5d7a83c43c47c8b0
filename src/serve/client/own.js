// The browser's half of the live preview. It runs before every other script of the page, so that it sees the page as it
// was sent. These files are served as one:
//
// 1. copy.js keeps a copy of the page as it was sent, and watches what the page's own scripts do to it.
// 2. news.js hears of news through one event stream for all tabs of the browser, and fetches the page anew.
// 3. carry.js carries over what differs between the two as they were sent, which match.js finds. What the reader and the
//    scripts did in between stays. Where a script has changed the very place, anew.js loads the page anew.
// 4. card.js shows what is wrong.
//
// They share an object, which the last of them takes away: the page's own scripts find nothing of the preview.
globalThis.homeroomPreview = {};
(() => {
	'use strict';
	const OWN = '/_homeroom/';
	const script = document.currentScript;
	const host = document.createElement('homeroom-preview'); // all that the preview adds to the page

	const fetched = (address, type, headers = {}) =>
		new Promise((resolve) => {
			const request = new XMLHttpRequest();
			request.open('GET', address);
			request.responseType = type;
			for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
			request.onload = () => resolve(request);
			request.onerror = () => resolve(null);
			request.send();
		});

	Object.assign(homeroomPreview, { OWN, script, host, fetched });
})();
