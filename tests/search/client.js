// Runs the real search engine over a built site: loads shards from its folder, and reads the queries to answer.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

/** The code of the engine, as the site publishes it. */
export function engineCode(site) {
	const name = readdirSync(join(site, 'assets')).find((file) => /^search-engine\.[0-9a-f]+\.js$/.test(file));
	if (!name) throw new Error(`there is no search engine in ${site}`);
	return readFileSync(join(site, 'assets', name), 'utf8');
}

/** Wraps a function of a text so that each value is made only once. */
const once = (make) => {
	const made = new Map();
	return (text) => {
		if (!made.has(text)) made.set(text, make(text));
		return made.get(text);
	};
};
const read = once((path) => readFileSync(path, 'utf8'));

/** A JavaScript context with the engine of a site, as a page has it. */
const roomOf = once((site) => {
	const room = vm.createContext({ console });
	room.self = room;
	vm.runInContext(engineCode(site), room);
	return room;
});

const shards = vm.createContext({
	homeroomShard: (...all) => {
		shards.registered = all;
	},
});

/** Runs the script of a shard. Returns what it registers. */
function run(text) {
	shards.registered = null;
	vm.runInContext(text, shards);
	return shards.registered;
}

const runOnce = once(run);

/** A new engine over the shards of a site. `change` gets the name and text of a shard, and gives its new text. */
export function engine(site, { change = (_name, text) => text, language = 'en-us' } = {}) {
	const room = roomOf(site);
	const loaded = new Map();
	const engine = room.homeroomEngine.create({
		words: `words-${language}`,
		load: async (name) => {
			const whole = read(join(site, 'search/shards', `${name}.js`));
			const text = change(name, whole);
			loaded.set(name, text);
			const registered = text === whole ? runOnce(text) : run(text);
			if (registered) engine.register(...registered);
		},
	});
	return { ...engine, api: room.homeroomEngine, loaded };
}

/** The queries, each with its kind and the addresses of the right answers. */
export function queries(file = fileURLToPath(new URL('queries.txt', import.meta.url))) {
	const lines = readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line.trim() && !line.startsWith('#'));
	return lines.map((line) => {
		const [kind, query, addresses, within] = line.split('|').map((part) => part.trim());
		return {
			kind,
			query,
			wanted: addresses.split(',').map((address) => address.trim()),
			within: within ? Number(within.replace('within ', '')) : 1,
		};
	});
}

/** The place of the first right address among the results, from 1. 0 if there is none. */
export function place(results, wanted) {
	return results.findIndex(({ href }) => wanted.includes(href.replace(/index\.html$/, ''))) + 1;
}

/** The mean reciprocal rank: the mean of 1 / place. */
export const reciprocal = (places) => places.reduce((sum, at) => sum + (at ? 1 / at : 0), 0) / places.length;
