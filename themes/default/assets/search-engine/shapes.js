// Shapes: what a shard may contain. Here a shard's data become values of known types, lengths and ranges, or a fault.
// No other file reads unchecked data.
(() => {
	'use strict';

	/** The error about a shard that cannot be loaded or read. */
	class Fault extends Error {
		constructor(message, outdated) {
			super(message);
			this.name = 'Fault';
			this.outdated = Boolean(outdated);
		}
	}

	const refuse = () => {
		throw new Fault('it has another shape');
	};

	/** Reads a shard's data by a shape. Any error inside becomes a fault of that shard. */
	function read(name, shape, payload) {
		try {
			return shape(payload);
		} catch {
			throw new Fault(`${name} cannot be read`);
		}
	}

	// A shape is a function that returns a checked copy of a value, or throws.
	const check = (test) => (value) => (test(value) ? value : refuse());

	/** A text that fits a pattern. Half of a surrogate pair is refused, since no address can contain it. */
	const text = (pattern) =>
		check((value) => typeof value === 'string' && !/\p{Surrogate}/u.test(value) && (!pattern || pattern.test(value)));

	/** A whole number from `least` to `most`. */
	const whole = (most, least = 0) => check((value) => Number.isInteger(value) && value >= least && value <= most);

	const maybe = (shape) => (value) => (value === null ? null : shape(value));

	function list(shape, most, least = 0) {
		return (value) => {
			if (!Array.isArray(value) || value.length > most || value.length < least) refuse();
			return Array.from({ length: value.length }, (_, at) => shape(value[at]));
		};
	}

	const tuple =
		(...shapes) =>
		(value) =>
			Array.isArray(value) && value.length === shapes.length ? shapes.map((shape, at) => shape(value[at])) : refuse();

	const own = (value, key) => (Object.hasOwn(value, key) ? value[key] : undefined);
	const object = check((value) => value && typeof value === 'object' && !Array.isArray(value));

	/** An object with these keys. Further keys are left out. */
	const record = (shapes) => (value) =>
		Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, shape(own(object(value), key))]));

	/** Texts by any key, as an object without a prototype, so that no key has a special meaning. */
	function texts(value) {
		const made = Object.create(null);
		for (const key of Object.keys(object(value))) made[key] = text()(value[key]);
		return made;
	}

	const flag = check((value) => typeof value === 'boolean');

	Object.assign(homeroomEngine, { Fault, refuse, read, text, whole, maybe, list, tuple, record, texts, flag });
})();
