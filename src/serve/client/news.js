// Learns of changes through one event stream for all tabs of the browser, and fetches the page again.
(() => {
	'use strict';
	const { OWN, script, fetched, sent, forgetNoscript, Anew, carryOver, loadAnew, restore, tell, expectFocus } =
		homeroomPreview;
	let { print } = script.dataset;

	// Fetches the page, one request at a time. News that arrives during a request leads to one more request.
	let looking = false;
	let again = false;
	async function look() {
		if (looking) {
			again = true;
			return;
		}
		looking = true;
		do {
			again = false;
			try {
				await lookOnce();
			} catch {
				loadAnew();
			}
		} while (again);
		looking = false;
	}

	async function lookOnce() {
		// Scripts may have changed the page before it was copied. Then the first answer has to contain the page, so that
		// it can be compared with the copy.
		const known = sent.isPure === null ? {} : { 'If-None-Match': `"${print}"` };
		const answer = await fetched(location.pathname + location.search, 'document', known);
		if (!answer || answer.status === 304) return;
		const moved = answer.getResponseHeader('X-Homeroom-Moved');
		if (moved && moved !== location.pathname) {
			location.replace(moved);
			return;
		}
		// The page cannot be made at the moment, so the tab goes on showing its last good version.
		if (answer.status >= 500) return;
		const next = answer.response?.documentElement;
		const tag = answer.getResponseHeader('ETag')?.replaceAll('"', '');
		if (!next || !tag) return;
		forgetNoscript(next);
		sent.isPure ??= tag === print && next.isEqualNode(sent.root);
		if (tag === print) return;
		const own = next.querySelector(`script[src="${OWN}preview.js"]`);
		const held = sent.root.querySelector(`script[src="${OWN}preview.js"]`);
		if (!own || !held) throw new Anew();
		own.dataset.print = held.dataset.print; // this attribute of the preview's script always differs
		print = tag;
		carryOver(next);
	}

	let heard = { findings: '' };
	function hear(news) {
		const isOther = heard.run !== news.run;
		const [isNew, isTold] = [isOther || heard.edition !== news.edition, isOther || heard.findings !== news.findings];
		heard = news;
		if (isNew) look();
		if (isTold) tell();
	}

	// Opens the event stream. The browser opens a broken stream again, but not a refused one; this does. Returns a
	// function that closes the stream.
	function listen(then) {
		let source = null;
		let timer = null;
		const open = () => {
			source = new EventSource(`${OWN}events`);
			source.onmessage = (event) => then(JSON.parse(event.data));
			source.onerror = () => {
				if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, 1000);
			};
		};
		open();
		return () => {
			clearTimeout(timer);
			source.close();
		};
	}

	// A browser opens at most six connections to a host, so one tab listens for all tabs. Which one is decided by a lock.
	// Browsers offer locks only for this machine's own addresses. For other addresses each visible tab listens.
	function start() {
		if (navigator.locks && 'BroadcastChannel' in window) {
			const channel = new BroadcastChannel('homeroom-preview');
			let last = null;
			channel.onmessage = ({ data }) => {
				if (data.ask) {
					if (last) channel.postMessage({ news: last });
				} else {
					hear(data.news);
				}
			};
			navigator.locks.request('homeroom-preview', () => {
				listen((news) => {
					last = news;
					hear(news);
					channel.postMessage({ news });
				});
				return new Promise(() => {});
			});
			channel.postMessage({ ask: true });
		} else {
			let end = null;
			const follow = () => {
				if (document.visibilityState === 'visible') end ??= listen(hear);
				else {
					end?.();
					end = null;
				}
			};
			document.addEventListener('visibilitychange', follow);
			follow();
		}
	}

	addEventListener('load', () => {
		if (restore()) expectFocus();
		start();
	});
	// A page that comes back from the browser's cache has missed the news meanwhile.
	addEventListener('pageshow', ({ persisted }) => persisted && look());

	delete globalThis.homeroomPreview;
})();
