// Starts the search engine.
(() => {
	'use strict';

	const PATIENCE = 20000; // milliseconds after which a shard counts as lost

	/** Runs a script of the site, or gives up. */
	function run(url) {
		let timer;
		const lost = new Promise((_, reject) => {
			timer = setTimeout(() => reject(new Error(`${url} takes too long`)), PATIENCE);
		});
		return Promise.race([homeroom.load(url), lost]).finally(() => clearTimeout(timer));
	}

	// The dialog and the page share one engine.
	let engine;
	async function start(opener) {
		if (engine) return engine;
		if (!globalThis.homeroomEngine?.create) await run(opener.dataset.engine);
		const shards = new URL('shards/', opener.href).href;
		const load = (name, fresh) =>
			run(`${shards}${encodeURIComponent(name)}.js${fresh ? `?${encodeURIComponent(fresh)}` : ''}`);
		engine = homeroomEngine.create({ load, words: opener.dataset.words });
		engine.home = new URL('../../', shards).href;
		globalThis.homeroomShard = (name, print, payload) => engine.register(name, print, payload);
		return engine;
	}

	function speak(words) {
		const say = (key, places = {}) =>
			Object.entries(places).reduce(
				(text, [place, value]) => text.replaceAll(`{${place}}`, value),
				String(words[key] ?? key),
			);
		say.count = (key, n, places) => say(`${key}_${n === 1 ? 'one' : 'many'}`, { n, ...places });
		return say;
	}

	homeroom.search = { start, speak };
})();
