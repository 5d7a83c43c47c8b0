// The sample site that tests/run has built.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = process.env.HOMEROOM_SITES ?? fileURLToPath(new URL('../../target/browser', import.meta.url));

/** The folder of the sample site. */
export const SITE = join(built, 'served');

if (!statSync(join(SITE, 'search/shards/table.js'), { throwIfNoEntry: false })) {
	throw new Error(`there is no site in ${SITE}: run tests/run, which builds it`);
}
