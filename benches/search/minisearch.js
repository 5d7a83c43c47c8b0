// Makes the index of MiniSearch in its own process, so that its cost can be measured.

import { readFileSync, writeFileSync } from 'node:fs';
import MiniSearch from 'minisearch';

const [pages, out] = process.argv.slice(2);
const index = new MiniSearch({ fields: ['title', 'headings', 'summary', 'text'], storeFields: ['title', 'href', 'summary'] });
index.addAll(JSON.parse(readFileSync(pages, 'utf8')));
writeFileSync(out, JSON.stringify(index));
