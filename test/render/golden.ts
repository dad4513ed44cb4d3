import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a renderer wrote, against the file of that name; HOLDFAST_GOLDEN=write writes it. */
export function golden(name: string, text: string): void {
  const file = join(__dirname, 'golden', 'preview', name);
  if (process.env['HOLDFAST_GOLDEN'] === 'write') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
