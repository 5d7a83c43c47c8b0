// Every page: menu, theme button, search opener, current heading in the contents list.
(() => {
	'use strict';
	const root = document.documentElement;
	const $ = (selector, el = document) => el.querySelector(selector);

	// Only addresses that the build gave may be loaded; the policy refuses all others, even of this site.
	const home = new URL('..', document.currentScript.src).href;
	const policy = window.trustedTypes?.createPolicy?.('homeroom', {
		createScriptURL(url) {
			const { href } = new URL(url, location.href);
			if (href.startsWith(home) && /^(assets|search\/shards)\/|\/more-cards\.js$/.test(href.slice(home.length)))
				return url;
			throw new TypeError(`not a script of this site: ${url}`);
		},
	});
	const load = (url) =>
		new Promise((done, failed) => {
			const script = document.createElement('script');
			script.onload = done;
			script.onerror = failed;
			script.src = policy ? policy.createScriptURL(url) : url;
			document.head.append(script);
		});
	function keep(name, value) {
		try {
			if (value) localStorage.setItem(name, value);
			else localStorage.removeItem(name);
		} catch {
			// Without storage the choice is not kept.
		}
	}
	const api = { load, keep };
	window.homeroom = api;

	const menu = $('#HR-menu-btn');
	const nav = $('#HR-nav');
	function setMenu(open) {
		nav.classList.toggle('open', open);
		menu.setAttribute('aria-expanded', String(open));
	}
	menu?.addEventListener('click', () => setMenu(!nav.classList.contains('open')));
	document.addEventListener('keydown', (e) => {
		if (e.key === 'Escape' && nav?.classList.contains('open') && !$('dialog[open]')) {
			setMenu(false);
			menu.focus();
		}
	});

	const button = $('#HR-theme-btn');
	const dark = matchMedia('(prefers-color-scheme: dark)');
	const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
	const paint = () => button?.setAttribute('aria-pressed', String(isDark()));
	button?.addEventListener('click', () => {
		const next = isDark() ? 'light' : 'dark';
		if ((next === 'dark') === dark.matches) {
			delete root.dataset.theme;
			keep('theme');
		} else {
			root.dataset.theme = next;
			keep('theme', next);
		}
		paint();
	});
	dark.addEventListener('change', paint);
	paint();

	// The search script sets `homeroom.search`. Until it is loaded, the link works as a link.
	const opener = $('#HR-search-open');
	if (opener?.dataset.script && typeof HTMLDialogElement === 'function') {
		const open = async (e) => {
			e.preventDefault();
			try {
				if (!api.search) await load(opener.dataset.script);
				await api.search.open(opener);
			} catch {
				location.href = opener.href;
			}
		};
		const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
		$('kbd', opener)?.append(mac ? '⌘ K' : 'Ctrl K');
		opener.setAttribute('aria-keyshortcuts', mac ? 'Meta+K' : 'Control+K');
		opener.addEventListener('click', (e) => {
			if (!e.ctrlKey && !e.metaKey && !e.shiftKey) open(e);
		});
		document.addEventListener('keydown', (e) => {
			if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k') open(e);
		});
	}

	$('#HR-print-btn')?.addEventListener('click', () => print());

	const toc = $('.toc');
	if (toc && typeof IntersectionObserver === 'function') {
		const links = new Map();
		for (const a of toc.querySelectorAll('a')) {
			try {
				links.set(decodeURIComponent(a.hash.slice(1)), a);
			} catch {
				// The link names no place on this page.
			}
		}
		let now;
		const look = (seen) => {
			for (const { isIntersecting, target } of seen) {
				if (!isIntersecting) continue;
				now?.removeAttribute('aria-current');
				now = links.get(target.id);
				now?.setAttribute('aria-current', 'location');
			}
		};
		const observer = new IntersectionObserver(look, { rootMargin: '0px 0px -70% 0px' });
		for (const id of links.keys()) {
			const heading = document.getElementById(id);
			if (heading) observer.observe(heading);
		}
	}
})();
