// News: one stream of them for all tabs of the browser, and the page that is fetched anew.
(() => {
	'use strict';
	const { OWN, script, fetched, sent, forgetNoscript, Anew, carryOver, loadAnew, restore, tell, expectFocus } =
		homeroomPreview;
	let { print } = script.dataset;

	// One look at a time; what comes while one is under way asks for one more.
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
		// Of a page that scripts may have changed before its copy was made, the first answer tells.
		const known = sent.isPure === null ? {} : { 'If-None-Match': `"${print}"` };
		const answer = await fetched(location.pathname + location.search, 'document', known);
		if (!answer || answer.status === 304) return;
		const moved = answer.getResponseHeader('X-Homeroom-Moved');
		if (moved && moved !== location.pathname) {
			location.replace(moved);
			return;
		}
		// A page that cannot be made for the moment: what is shown is the last one that could.
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
		own.dataset.print = held.dataset.print; // the page's own script is no difference
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

	// A stream that breaks off is opened again by the browser; one that is refused is not. Gives what ends it.
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

	// Browsers hold six connections to a host, so one tab listens for all. Locks are there on this machine's own
	// addresses; elsewhere the tabs that are looked at listen, each for itself.
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
	// A page that the browser had put away was told nothing meanwhile.
	addEventListener('pageshow', ({ persisted }) => persisted && look());

	delete globalThis.homeroomPreview;
})();
