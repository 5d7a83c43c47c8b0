// Every page of the sample is valid HTML, by the recommended rules of html-validate.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { SERVED } from './site.js';

const rules = {
	// A page is called what its author calls it: some degree programs have names of more than 70 letters.
	'long-title': 'off',
	// Tables that turn into blocks on phones lose their roles unless these are written out.
	'no-redundant-role': 'off',
};
const validator = new HtmlValidate(
	new StaticConfigLoader({ root: true, extends: ['html-validate:recommended'], rules }),
);

test('every page is valid', async () => {
	const pages = readdirSync(SERVED, { recursive: true })
		.filter((file) => file.endsWith('.html'))
		.sort();
	assert.ok(pages.length > 100, `${pages.length} pages`);
	const faults = [];
	for (const page of pages) {
		const report = await validator.validateString(readFileSync(join(SERVED, page), 'utf8'), page);
		for (const { messages } of report.results) {
			faults.push(
				...messages.map(({ line, column, ruleId, message }) => `${page}:${line}:${column}: ${message} (${ruleId})`),
			);
		}
	}
	assert.equal(faults.length, 0, `${faults.length} faults, the first of them:\n${faults.slice(0, 40).join('\n')}`);
});
