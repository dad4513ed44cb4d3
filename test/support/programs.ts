import { spawnSync } from 'node:child_process';

/**
 * A suite that needs a real program. Where the program is missing the suite is skipped in a loud line, and fails where
 * HOLDFAST_REQUIRE names the program. `works` asks for more than that the program is there.
 */
export function describeWithProgram(program: string, name: string, suite: () => void, works: () => boolean = () => isThere(program)): void {
  if (works()) {
    describe(name, suite);
  } else if ((process.env['HOLDFAST_REQUIRE'] ?? '').split(',').includes(program)) {
    it(`${name} (needs ${program})`, () => { throw new Error(`HOLDFAST_REQUIRE names ${program}, and it is not on the PATH or may not do its work here`); });
  } else {
    process.stderr.write(`\n!!! SKIPPED: "${name}": ${program} is not on the PATH or may not do its work here !!!\n\n`);
    describe.skip(name, suite);
  }
}

export const isThere = (program: string): boolean => spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined;
