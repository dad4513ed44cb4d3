import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Puts packages into a project's folder, as `npm install` would: ours as it stands here, others from our own node_modules. */
export function installBesides(dir: string, packages: readonly string[]): void {
  for (const name of packages) {
    const place = join(dir, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(name === 'holdfast' ? root : join(root, 'node_modules', name), place);
  }
}
