import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { switchNames } from '../../src/emulator';

const behavior = readFileSync(path.join(__dirname, '../../src/emulator/BEHAVIOR.md'), 'utf8');
const rules = [...behavior.matchAll(/^- \*\*(E\d+)\*\*/gm)].map((match) => match[1] ?? '');
const titles = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(path.join(__dirname, name), 'utf8').matchAll(/['"`](E\d+(?:, E\d+)*): |and (E\d+): /g)])
  .flatMap((match) => (match[1] ?? match[2] ?? '').split(', '));

describe('BEHAVIOR.md', () => {
  it('numbers its rules once each, in order', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules).toEqual([...new Set(rules)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
  });

  it('has a test for every rule, and no test is for a rule that it lacks', () => {
    expect([...new Set(titles)].sort()).toEqual([...rules].sort());
  });

  it('says what every switch is for', () => {
    for (const name of switchNames) expect(behavior).toContain(`\`${name}\``);
  });
});
