// Pages in several languages on one site, searched with the real engine.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engine } from './client.js';

const HOMEROOM = process.env.HOMEROOM ?? fileURLToPath(new URL('../../target/debug/homeroom', import.meta.url));

const PAGES = {
	'families.md': ['en-US', 'Consent forms', 'Families sign the forms in August. The schools keep them.'],
	'es/familias.md': [
		'es',
		'Permisos de las familias',
		'Las familias firman los formularios en agosto. Los niños usan las computadoras en la biblioteca.',
	],
	'es/biblioteca.md': ['es', 'La biblioteca escolar', 'Los maestros reservan la biblioteca cada mañana.'],
	'de/eltern.md': [
		'de',
		'Elternbriefe',
		'Die Schülerinnen geben die Zettel in der großen Pause ab. Häuser und Straßen liegen im Plan.',
	],
	'de/haus.md': ['de', 'Haus der Medien', 'Ein Haus für Bücher und Geräte.'],
	'fr/tablettes.md': ['fr', 'Les tablettes', "Les élèves de l'école rendent les tablettes chaque été."],
	'ar/families.md': ['ar', 'للعائلات', 'افتح البوابة واختر الأدوات.'],
	'zh/guide.md': ['zh', '家长指南', '学生可以在图书馆使用平板电脑。老师每周检查一次。'],
	'ja/guide.md': ['ja', 'タブレットの使い方', '図書館でタブレットを借りることができます。'],
};

let folder;
let client;
before(() => {
	folder = mkdtempSync(join(tmpdir(), 'homeroom-languages-'));
	writeFileSync(join(folder, 'homeroom.yaml'), 'title: Languages\n');
	for (const [file, [language, title, text]] of Object.entries(PAGES)) {
		const path = join(folder, 'content', file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, `---\ntitle: ${title}\nlang: ${language}\n---\n\n${text}\n`);
	}
	execFileSync(HOMEROOM, ['build', '--as-of', '2026-11-22', '--site', folder, '--out', join(folder, 'out')], {
		stdio: 'pipe',
	});
	client = engine(join(folder, 'out'));
});
after(() => folder && rmSync(folder, { recursive: true }));

const QUERIES = [
	['familia firma formulario', 'es/familias/', 'another number and tense'],
	['ninos', 'es/familias/', 'without the tilde'],
	['biblioteka', 'es/biblioteca/', 'one slip'],
	['maestro reserva', 'es/biblioteca/', 'one of several'],
	['schulerin', 'de/eltern/', 'without the dots, and one of several'],
	['strasse', 'de/eltern/', 'ss for ß'],
	['bücher', 'de/haus/', 'with the dots'],
	['ecole', 'fr/tablettes/', 'without the accent'],
	["l'été", 'fr/tablettes/', 'behind an apostrophe'],
	['平板电脑', 'zh/guide/', 'words without spaces'],
	['图书馆', 'zh/guide/', 'three signs'],
	['タブレット', 'ja/guide/', 'kana'],
	['図書館', 'ja/guide/', 'signs that another language writes in another way'],
	['form', 'families/', 'the same beginning in two languages'],
];

for (const [query, wanted, why] of QUERIES) {
	test(`${query}: ${why}`, async () => {
		const { results } = await client.find(query);
		assert.equal(results[0]?.href, wanted, results.map(({ href }) => href).join(' '));
	});
}

test('a language can be chosen', async () => {
	const { languages } = await client.table();
	const chosen = (language) => client.find('biblioteca', { filters: { language: languages.indexOf(language) } });
	assert.equal((await chosen('es')).total, 2);
	assert.equal((await chosen('de')).total, 0);
});

test('the table says which languages run from right to left', async () => {
	const { languages, rtl } = await client.table();
	assert.equal(languages.filter((_, at) => rtl[at]).join(), 'ar');
	const { results } = await client.find('للعائلات');
	assert.equal(languages[results[0].language], 'ar');
});
