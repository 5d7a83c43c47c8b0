// The part of the live preview that runs in the browser. It runs before all other scripts of the page, so that it sees
// the page as the preview sent it. The files of this folder are served as one script:
//
// 1. copy.js keeps a copy of the page as it was sent, and watches how the page's own scripts change the page.
// 2. news.js learns of changes through one event stream for all tabs of the browser, and fetches the page again.
// 3. match.js compares the old page and the new one, both as they were sent, and carry.js makes the same changes in the
//    page that is shown. What the reader and the scripts did meanwhile stays. If a script has changed the same place,
//    anew.js reloads the page instead.
// 4. card.js shows the findings.
//
// The files share one global object. The last file deletes it, so that the page's own scripts see nothing of the
// preview.
globalThis.homeroomPreview = {};
(() => {
	'use strict';
	const OWN = '/_homeroom/';
	const script = document.currentScript;
	const host = document.createElement('homeroom-preview'); // the only element that the preview adds

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
