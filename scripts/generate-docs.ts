/** Writes the pages that come from code: docs/diagnostics.md and docs/reference/*.md. Run by `npm run generate`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diagnosticsPage, referencePages } from './docs-pages';

const docs = path.resolve(__dirname, '..', 'docs');
mkdirSync(path.join(docs, 'reference'), { recursive: true });
writeFileSync(path.join(docs, 'diagnostics.md'), diagnosticsPage());
for (const [name, text] of referencePages()) writeFileSync(path.join(docs, 'reference', name), text);
