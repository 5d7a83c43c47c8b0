// The real client over a built site: reads shards from its folder, and the queries that it has to answer.

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

/** Makes a value of a text once. */
const once = (make) => {
	const made = new Map();
	return (text) => {
		if (!made.has(text)) made.set(text, make(text));
		return made.get(text);
	};
};
const read = once((path) => readFileSync(path, 'utf8'));

/** A room with the engine of a site, as a page has it. */
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

/** Runs the script of a shard: what it registers. */
function run(text) {
	shards.registered = null;
	vm.runInContext(text, shards);
	return shards.registered;
}

const runOnce = once(run);

/** An engine of its own over the shards of a site. `change` may change the text of a shard by its name. */
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

/** The queries, each with its kind and the addresses that answer it. */
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

/** The place of the first wanted address among results; 0 where it is not there. */
export function place(results, wanted) {
	return results.findIndex(({ href }) => wanted.includes(href.replace(/index\.html$/, ''))) + 1;
}

/** The mean of 1 / place, as a number. */
export const reciprocal = (places) => places.reduce((sum, at) => sum + (at ? 1 / at : 0), 0) / places.length;
