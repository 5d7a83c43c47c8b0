// The browser's half of the live preview. It runs before every other script of the page, so that it
// sees the page as it was sent.
//
// 1. Keep a copy of the page as it was sent, and watch what the page's own scripts do to it.
// 2. Hear of news through one event stream for all tabs of the browser.
// 3. Fetch the page anew and carry over what differs between the two as they were sent. What the
//    reader and the scripts did in between stays. Where a script has changed the very place, load anew.
// 4. Show what is wrong in a card.
'use strict';
(() => {
	const OWN = '/_homeroom/';
	const script = document.currentScript;
	let print = script.dataset.print;

	// --- 1. The page as it was sent ---

	// The scripts in the head add classes to the root before the page is complete.
	const sentRoot = document.documentElement.cloneNode(false);
	let sent = null; // the copy
	let isPure = null; // whether the copy is what was sent; null until that is known
	let live = new WeakMap(); // node of the copy -> node of the page
	const touched = new Set(); // nodes of the page that scripts have changed

	const pair = (copy, node) => {
		live.set(copy, node);
		for (let a = copy.firstChild, b = node.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
	};

	const keep = () => {
		if (sent) return;
		sent = document.documentElement.cloneNode(true);
		for (const name of sent.getAttributeNames()) sent.removeAttribute(name);
		for (const { name, value } of sentRoot.attributes) sent.setAttribute(name, value);
		pair(sent, document.documentElement);
		forgetNoscript(sent);
		if ([...document.scripts].every(isLate)) isPure = true;
		observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
	};

	// Other types of scripts are data, such as that for search engines.
	const isCode = (node) =>
		node.localName === 'script' && /^$|javascript|^module$|^importmap$|^speculationrules$/.test(node.type);

	// Scripts that run only when the page is complete find the copy made. Another one may have changed the page before.
	const isLate = (other) => {
		if (other === script || !isCode(other)) return true;
		return !other.async && (other.type === 'module' || (other.defer && other.hasAttribute('src')));
	};

	// Where scripts run its content is text, in a page that is fetched it is nodes; nobody sees either.
	const forgetNoscript = (root) => root.querySelectorAll('noscript').forEach((one) => one.replaceChildren());

	const note = (records) => {
		for (const { type, target, attributeName, addedNodes } of records) {
			if (target === document.documentElement || target === document.body) continue;
			if (type === 'attributes' && attributeName === 'open' && target.localName === 'details') continue;
			if (type === 'childList' && [...addedNodes].every((node) => node === host)) continue;
			touched.add(target);
		}
	};
	const observer = new MutationObserver(note);

	// Changes that are the preview's own are no script's.
	const quietly = (change) => {
		note(observer.takeRecords());
		change();
		observer.takeRecords();
	};

	document.addEventListener('readystatechange', () => {
		if (document.readyState === 'interactive') keep();
	});

	// --- 3. Carrying over ---

	class Anew extends Error {}

	const isTouched = (node) => {
		for (const one of touched) if (one.isConnected && (one === node || node.contains(one))) return true;
		return false;
	};

	const liveOf = (copy) => {
		const node = live.get(copy);
		if (!node || !node.isConnected) throw new Anew();
		return node;
	};

	// What makes two children the same one, when they are not equal: their id, or their kind and place.
	const keyOf = (node) => {
		if (node.nodeType !== Node.ELEMENT_NODE) return `#${node.nodeType}`;
		if (node.localName === 'link') return `link ${node.rel}`;
		return node.id ? `${node.localName}#${node.id}` : node.localName;
	};

	// The longest run of children that both lists share, by `same`, as pairs of places.
	const common = (a, b, same) => {
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
	};

	// First what is equal as it stands, then between those what is of one kind.
	const matched = (before, after) => {
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
	};

	const put = new WeakMap(); // node of a copy -> node that was put into the page for it

	// Each step is `() => change`, gathered first, so that a page is carried over whole or not at all.
	const compare = (before, after, steps) => {
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
		// A script that rearranged this very list knows nothing of what comes and goes in it.
		if ((gone.length || isNew) && isTouched(node)) throw new Anew();
		for (const child of gone) {
			if (holdsScript(child)) throw new Anew();
			if (isSheet(child)) continue; // it goes when the new one has come
			const old = liveOf(child);
			steps.push(() => old.remove());
		}
		for (const [a, b, equal] of pairs) if (!equal) compare(a, b, steps);

		let place = null; // the live node that the next one stands behind; null for the start
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
	};

	// What a script did cannot be undone, and one that is put in later would not run.
	const holdsScript = (node) => isCode(node) || [...(node.querySelectorAll?.('script') ?? [])].some(isCode);

	const isSheet = (node) => node.localName === 'link' && node.relList.contains('stylesheet');

	// The new sheet first, so that the page is never bare.
	const swap = (fresh, olds, parent) => {
		const done = () => quietly(() => olds.forEach((old) => old.remove()));
		fresh.addEventListener('load', done);
		fresh.addEventListener('error', done);
		const last = olds.at(-1);
		if (last) last.after(fresh);
		else parent.append(fresh);
	};

	const attributes = (before, after, node, steps) => {
		// A sheet under another address is another sheet.
		const names = new Set([...before.getAttributeNames(), ...after.getAttributeNames()]);
		for (const name of names) {
			const value = after.getAttribute(name);
			if (before.getAttribute(name) === value) continue;
			if (isSheet(before) && name === 'href') {
				const fresh = document.importNode(after, true);
				put.set(after, fresh);
				steps.push(() => swap(fresh, [node], document.head));
				return;
			}
			// What holds code or markup is set by the parser alone: policies refuse it to scripts.
			if (name.startsWith('on') || name === 'srcdoc') throw new Anew();
			if (name !== 'class' && touched.has(node) && node.getAttribute(name) !== before.getAttribute(name))
				throw new Anew();
			if (name === 'class') {
				// Scripts add classes of their own; only the difference is carried over.
				const [old, next] = [before.classList, after.classList];
				steps.push(() => {
					for (const one of [...old]) if (!next.contains(one)) node.classList.remove(one);
					for (const one of [...next]) if (!old.contains(one)) node.classList.add(one);
				});
			} else {
				steps.push(() => (value === null ? node.removeAttribute(name) : node.setAttribute(name, value)));
			}
		}
	};

	// After the steps the new copy stands for the page: its nodes lead where the old ones led, or to what was put in.
	const carryOver = (next) => {
		if (!isPure) throw new Anew();
		const steps = [];
		compare(sent, next, steps);
		quietly(() => steps.forEach((step) => step()));
		adopt(sent, next);
		sent = next;
	};

	const adopt = (before, after) => {
		live.set(after, put.get(after) ?? live.get(before));
		if (after.nodeType !== Node.ELEMENT_NODE) return;
		const partner = new Map(matched([...before.childNodes], [...after.childNodes]).map(([a, b]) => [b, a]));
		for (const child of after.childNodes) {
			if (partner.has(child)) adopt(partner.get(child), child);
			else if (put.has(child)) pair(child, put.get(child));
		}
	};

	// Loading anew keeps what can be kept: the browser keeps the place, the address keeps filters and query.
	const STATE = 'homeroom-preview-state';
	const store = (key, value) => {
		try {
			sessionStorage.setItem(key, value);
		} catch {
			// Storage is refused: then nothing is kept.
		}
	};
	const stored = (key) => {
		try {
			return sessionStorage.getItem(key);
		} catch {
			return null;
		}
	};
	const wayTo = (node) => {
		const way = [];
		for (; node && node !== document.documentElement; node = node.parentElement) {
			if (node.id) return [`#${CSS.escape(node.id)}`, ...way].join('>');
			way.unshift(`${node.localName}:nth-child(${[...node.parentElement.children].indexOf(node) + 1})`);
		}
		return ['html', ...way].join('>');
	};
	const kept = ({ type }) => (type === 'checkbox' || type === 'radio' ? 'checked' : 'value');
	const sentAs = ({ type }) => (type === 'checkbox' || type === 'radio' ? 'defaultChecked' : 'defaultValue');
	const loadAnew = () => {
		const open = [...document.querySelectorAll('details')].map((details) => details.open);
		const active = document.activeElement;
		const focus = active && active !== document.body && active !== host ? wayTo(active) : null;
		const fields = [...document.querySelectorAll('input, select, textarea')]
			.filter(
				(field) => !['password', 'hidden', 'file'].includes(field.type) && field[kept(field)] !== field[sentAs(field)],
			)
			.map((field) => [wayTo(field), field[kept(field)]]);
		store(
			STATE,
			JSON.stringify({
				address: location.pathname,
				open,
				focus,
				inBar: active === host,
				fields,
				top: scrollY,
				left: scrollX,
			}),
		);
		location.reload();
	};
	const restore = () => {
		const state = stored(STATE);
		if (!state) return;
		store(STATE, '');
		const { address, open, focus, inBar, fields, top, left } = JSON.parse(state);
		if (address !== location.pathname) return;
		const all = [...document.querySelectorAll('details')];
		if (all.length === open.length)
			all.forEach((details, at) => {
				details.open = open[at];
			});
		for (const [way, value] of fields) {
			const field = document.querySelector(way);
			if (field && field[kept(field)] !== value) {
				field[kept(field)] = value;
				for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
			}
		}
		if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
		wantsFocus = inBar;
		scrollTo(left, top);
	};

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

	// One look at a time; what comes while one is under way asks for one more.
	let looking = false;
	let again = false;
	const look = async () => {
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
	};

	const lookOnce = async () => {
		// Of a page that scripts may have changed before its copy was made, the first answer tells.
		const known = isPure === null ? {} : { 'If-None-Match': `"${print}"` };
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
		isPure ??= tag === print && next.isEqualNode(sent);
		if (tag === print) return;
		const own = next.querySelector(`script[src="${OWN}preview.js"]`);
		const held = sent.querySelector(`script[src="${OWN}preview.js"]`);
		if (!own || !held) throw new Anew();
		own.dataset.print = held.dataset.print; // the page's own script is no difference
		print = tag;
		carryOver(next);
	};

	// --- 2. News ---

	let heard = { findings: '' };
	const hear = (news) => {
		const isOther = heard.run !== news.run;
		const [isNew, isTold] = [isOther || heard.edition !== news.edition, isOther || heard.findings !== news.findings];
		heard = news;
		if (isNew) look();
		if (isTold) tell();
	};

	// A stream that breaks off is opened again by the browser; one that is refused is not. Gives what ends it.
	const listen = (then) => {
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
	};

	// Browsers hold six connections to a host, so one tab listens for all. Locks are there on this machine's own
	// addresses; elsewhere the tabs that are looked at listen, each for itself.
	const start = () => {
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
	};

	// --- 4. The card ---

	const host = document.createElement('homeroom-preview');
	const element = (name, properties = {}, ...children) => {
		const { data, ...rest } = properties;
		const node = Object.assign(document.createElement(name), rest);
		for (const [key, value] of Object.entries(data ?? {})) node.setAttribute(key, value);
		node.append(...children.filter((child) => child !== null && child !== undefined));
		return node;
	};
	const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

	const control = (name, id, properties) => element(name, { id, ...properties });
	const toggle = control('button', 'count', {
		type: 'button',
		onclick: () => choose(!isShown()),
		data: { 'aria-controls': 'card' },
	});
	const date = control('input', 'day', { type: 'date', required: true });
	const back = control('button', 'today', { type: 'button', textContent: 'Today', onclick: () => lookAt(null) });
	const card = element('div', { className: 'card', id: 'card', data: { role: 'region', 'aria-label': 'Findings' } });
	const said = element('p', { className: 'said', data: { role: 'status' } });
	const bar = element('div', {}, toggle, element('label', { htmlFor: 'day', textContent: 'As of' }), date, back);

	let shadow = null;
	let told = null; // the findings
	let isOpen = null; // null until somebody chose; errors open the card by themselves
	let seen = null; // the print of the findings that somebody closed
	let wantsFocus = false; // whether the focus was here before the page was loaded anew

	const tell = async () => {
		const answer = await fetched(`${OWN}findings.json`, 'json');
		if (answer?.status !== 200) return;
		told = answer.response;
		if (!shadow) {
			shadow = host.attachShadow({ mode: 'open' });
			const section = element('section', { data: { 'aria-label': 'Preview' } }, card, bar, said);
			shadow.append(element('link', { rel: 'stylesheet', href: `${OWN}preview.css` }), section);
			quietly(() => document.documentElement.append(host));
		}
		render();
		if (wantsFocus) date.focus({ preventScroll: true });
		wantsFocus = false;
	};

	const isShown = () => isOpen ?? (told.errors > 0 && seen !== told.print);
	const choose = (open) => {
		const wasInside = card.contains(shadow.activeElement);
		isOpen = open || null;
		if (!open) seen = told.print;
		render();
		if (open) card.querySelector('button').focus();
		else if (wasInside) toggle.focus();
	};
	// In a field of the page Escape has a meaning of its own.
	document.addEventListener('keydown', (event) => {
		const isElsewhere = event.defaultPrevented || event.target.closest?.('input, select, textarea, dialog');
		if (event.key === 'Escape' && !isElsewhere && told && !card.hidden) choose(false);
	});

	// The bar stays what it is, so that it keeps the focus and its status is read out; the card's content is made anew.
	const render = () => {
		const { errors, warnings, hints, items, held, today, day, left_out: leftOut } = told;
		const total = errors + warnings + hints;
		// Many that are alike are one item.
		const first = errors ? items.filter(({ severity }) => severity === 'error').length : items.length;
		if (total === 0) isOpen = null;
		const open = total > 0 && isShown();
		const summary = [
			errors && count(errors, 'error'),
			warnings && count(warnings, 'warning'),
			hints && count(hints, 'hint'),
		]
			.filter(Boolean)
			.join(', ');
		toggle.className = errors ? 'count errors' : 'count';
		toggle.textContent = summary || 'No findings';
		toggle.disabled = total === 0;
		toggle.setAttribute('aria-expanded', String(open));
		if (!isTyping) date.value = day ?? today;
		back.hidden = !day || day === today;
		bar.className = back.hidden ? 'bar' : 'bar elsewhen';
		if (said.textContent !== summary) said.textContent = summary;

		const focused = card.contains(shadow.activeElement) ? shadow.activeElement.id : null;
		const top = card.scrollTop;
		card.hidden = !open;
		card.replaceChildren();
		if (open) {
			card.append(
				element(
					'div',
					{ className: 'top' },
					element('h2', { textContent: errors ? 'This cannot be published yet' : 'Worth a look' }),
					control('button', 'close', { type: 'button', textContent: 'Close', onclick: () => choose(false) }),
				),
				held.length ? element('p', { textContent: `Shown is the last good version of ${held.join(', ')}.` }) : '',
				element('ol', {}, ...items.slice(0, first).map(item)),
				first < items.length ? rest(items, first) : '',
				leftOut ? element('p', { textContent: `homeroom check --all shows ${leftOut} more.` }) : '',
			);
			card.scrollTop = top;
		}
		if (focused !== null) (shadow.getElementById(focused) ?? (total ? toggle : date)).focus({ preventScroll: true });
	};

	// Beside errors, warnings and hints are for who asks.
	let restIsOpen = false;
	const rest = (items, first) => {
		const { warnings, hints } = told;
		const also = [warnings && count(warnings, 'warning'), hints && count(hints, 'hint')].filter(Boolean).join(', ');
		return element(
			'details',
			{
				open: restIsOpen,
				ontoggle: ({ target }) => {
					if (target.isConnected) restIsOpen = target.open;
				},
			},
			control('summary', 'rest', { textContent: `Also ${also}` }),
			element('ol', {}, ...items.slice(first).map((one, at) => item(one, first + at))),
		);
	};

	// Names stand in backticks, in the terminal as in the editor.
	const worded = (text) => text.split('`').map((part, at) => (at % 2 ? element('code', { textContent: part }) : part));

	const item = ({ severity, code, message, help, file, line, column, excerpt, editor, elsewhere }, at) => {
		const place = file && `${file}${line ? `:${line}:${column}` : ''}`;
		return element(
			'li',
			{ className: severity },
			element('h3', {}, element('span', { className: 'word', textContent: severity }), ' ', ...worded(message)),
			place
				? element('p', {}, editor ? control('a', `place-${at}`, { href: editor, textContent: place }) : place)
				: null,
			excerpt ? control('pre', `excerpt-${at}`, { textContent: excerpt, tabIndex: 0 }) : null,
			elsewhere ? element('p', {}, ...worded(elsewhere)) : null,
			help ? element('p', { className: 'help' }, 'Help: ', ...worded(help)) : null,
			element('p', { className: 'code', textContent: `homeroom explain ${code}` }),
		);
	};

	const lookAt = async (day) => {
		const answer = await fetched(`${OWN}day/${day ?? ''}`, 'text');
		if (answer?.status === 200) loadAnew();
	};

	// A day that is picked is meant at once. One that is typed is a day at every key, and meant when it is complete.
	let isTyping = false;
	const lookAtDate = () => {
		if (date.value && date.value !== (told.day ?? told.today)) lookAt(date.value === told.today ? null : date.value);
	};
	date.addEventListener('pointerdown', () => {
		isTyping = false;
	});
	date.addEventListener('keydown', ({ key }) => {
		isTyping = key !== 'Enter';
		if (key === 'Enter') lookAtDate();
	});
	date.addEventListener('change', () => isTyping || lookAtDate());
	date.addEventListener('blur', () => {
		isTyping = false;
		lookAtDate();
	});

	addEventListener('load', () => {
		restore();
		start();
	});
	// A page that the browser had put away was told nothing meanwhile.
	addEventListener('pageshow', ({ persisted }) => persisted && look());
})();
