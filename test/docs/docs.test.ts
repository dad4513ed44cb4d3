import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TOOL_VERSION } from '../../src/compose/version';
import { diagnosticsPage, referencePages } from '../../scripts/docs-pages';

const docs = path.resolve(__dirname, '../../docs');
const read = (name: string): string => readFileSync(path.join(docs, name), 'utf8');

describe('pages that come from code', () => {
  it('docs/diagnostics.md is what the registry says (else: npm run generate)', () => {
    expect(read('diagnostics.md')).toBe(diagnosticsPage());
  });

  it('docs/reference is what the schemas say, and holds nothing else', () => {
    const pages = referencePages();
    expect(readdirSync(path.join(docs, 'reference')).sort()).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages) expect(read(`reference/${name}`)).toBe(text);
  });
});

describe('docs/dependencies.md', () => {
  it('gives a reason for each package that package.json names, and names no other', () => {
    const manifest = JSON.parse(readFileSync(path.resolve(docs, '../package.json'), 'utf8'));
    const listed = [...read('dependencies.md').matchAll(/^\| (`[^|]+`) \|/gm)]
      .flatMap((m) => [...(m[1] ?? '').matchAll(/`([^`]+)`/g)].map((n) => n[1]));
    const named = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies), ...Object.keys(manifest.peerDependencies)];
    expect([...new Set(listed)].sort()).toEqual([...new Set(named)].sort());
  });

  it('every version is exact', () => {
    const manifest = JSON.parse(readFileSync(path.resolve(docs, '../package.json'), 'utf8'));
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+(?:-alpha\.\d+)?$/);
  });
});

describe('the version', () => {
  it('is the same in package.json and in the program', () => {
    expect(TOOL_VERSION).toBe(JSON.parse(readFileSync(path.resolve(docs, '../package.json'), 'utf8')).version);
  });
});

describe('each room', () => {
  const rooms = readdirSync(path.resolve(docs, '../src'), { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name);
  it.each(rooms)('%s opens with a README of at most 15 lines', (room) => {
    const text = readFileSync(path.resolve(docs, '../src', room, 'README.md'), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });
});
