import { spawnSync } from 'node:child_process';

/**
 * A suite that needs a real program. Where the program is missing the suite is skipped in a loud line, and fails where
 * HOLDFAST_REQUIRE names the program.
 */
export function describeWithProgram(program: string, name: string, suite: () => void): void {
  if (spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined) {
    describe(name, suite);
  } else if ((process.env['HOLDFAST_REQUIRE'] ?? '').split(',').includes(program)) {
    it(`${name} (needs ${program})`, () => { throw new Error(`HOLDFAST_REQUIRE names ${program}, and it is not on the PATH`); });
  } else {
    process.stderr.write(`\n!!! SKIPPED: "${name}": ${program} is not on the PATH !!!\n\n`);
    describe.skip(name, suite);
  }
}
