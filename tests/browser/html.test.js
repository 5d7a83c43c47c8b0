// Every page of the sample is valid HTML, by the recommended rules of html-validate.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { SERVED } from './site.js';

const rules = {
	// The author of a page decides its title, and some degree programs have names of more than 70 letters.
	'long-title': 'off',
	// Tables are shown as blocks on phones. They would lose their roles there if these were not written out.
	'no-redundant-role': 'off',
};
const validator = new HtmlValidate(
	new StaticConfigLoader({ root: true, extends: ['html-validate:recommended'], rules }),
);

test('every page of the sample is valid HTML', async () => {
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
