import { canonicalConstraints, formatLock, parseLock } from '../../src/compose/lock-text';

const WRITTEN = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/null" {
  version     = "3.2.2"
  constraints = "~> 3.0, != 3.1.0"
  hashes = [
    "h1:zT1ZbegaAYHwQa+QwIFugArWikRJI9dqohj8xb0GY88=",
    "zh:3248aae6a2198f3ec8394218d05bd5e42be59f43a3a7c0b71c66ec0df08b69e7",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.6.0"
}
`;

describe('a lock file', () => {
  it('is read and written as Terraform writes it, byte for byte', () => {
    const read = parseLock(WRITTEN);
    expect(read?.map(({ address, version, constraints, hashes }) => [address, version, constraints, hashes.length])).toEqual([
      ['registry.terraform.io/hashicorp/null', '3.2.2', '~> 3.0, != 3.1.0', 2], ['registry.terraform.io/hashicorp/random', '3.6.0', '', 0],
    ]);
    expect(formatLock([...read ?? []].reverse())).toBe(WRITTEN);
    expect(parseLock(WRITTEN.replaceAll('\n', '\r\n'))).toEqual(read);
    expect(parseLock('')).toEqual([]);
  });

  it.each([
    ['a block of another kind', `${WRITTEN}\nmodule "x" {\n}\n`],
    ['a provider without a version', WRITTEN.replace('version = "3.6.0"', 'hashes = []')],
    ['half a block', WRITTEN.slice(0, -3)],
    ['something else', 'hello'],
  ])('is not taken for one with %s', (_what, text) => {
    expect(parseLock(text)).toBeUndefined();
  });

  it.each([
    [['0.1.0'], '0.1.0'], [['= 0.1'], '0.1.0'], [['>=0.1,<2'], '>= 0.1.0, < 2.0.0'], [['~> 3.0'], '~> 3.0'], [['~> 0.1', '>= 0.1', '~>0.1'], '>= 0.1.0, ~> 0.1'],
    [['< 2', '>= 1.10', '>= 1.9'], '>= 1.9.0, >= 1.10.0, < 2.0.0'], [['', '1.0.0-beta'], '1.0.0-beta'], [[], ''],
  ])('has the constraints %j as %j', (written, canonical) => {
    expect(canonicalConstraints(written)).toBe(canonical);
  });
});
