/** What `npm run package:provider` makes is what Terraform installs, unpacked and packed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithProgram } from '../support/programs';
import { inPlace, dir as directory } from '../engine/place';
import { vm } from '../engine/life';
import { ADDRESS, mustRun, PROGRAM, terraform } from './support/terraform';

const root = path.resolve(__dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

describeWithProgram(PROGRAM, 'the packages of the provider', () => {
  const out = mkdtempSync(path.join(tmpdir(), 'holdfast-packages-'));
  beforeAll(() => {
    const made = spawnSync(process.execPath, [path.join(root, 'scripts', 'package-provider.js'), '--no-single', `--out=${out}`], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
  }, 300_000);
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it('have their sums, a manifest of the protocols, and the mode that lets them be started', () => {
    const name = `terraform-provider-cloudbackup_${version}`;
    const sums = readFileSync(path.join(out, `${name}_SHA256SUMS`), 'utf8').trim().split('\n').map((line) => line.split('  '));
    expect(sums.map(([, file]) => file).sort()).toEqual(readdirSync(out).filter((file) => /\.zip$|_manifest\.json$/.test(file)).sort());
    for (const [sum, file = ''] of sums) expect(createHash('sha256').update(readFileSync(path.join(out, file))).digest('hex')).toBe(sum);
    expect(JSON.parse(readFileSync(path.join(out, `${name}_manifest.json`), 'utf8'))).toEqual({ version: 1, metadata: { protocol_versions: ['5.0', '6.0'] } });
    expect(statSync(path.join(out, 'mirror', ADDRESS, version, platform, `terraform-provider-cloudbackup_v${version}`)).mode & 0o111).toBe(0o111);
  });

  it.each(['unpacked', 'packed'])('are installed from a mirror, %s', (how) => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    const mirror = how === 'unpacked' ? path.join(out, 'mirror') : place.file('mirror');
    if (how === 'packed') {
      const home = path.join(mirror, ADDRESS);
      mkdirSync(home, { recursive: true });
      const zip = `terraform-provider-cloudbackup_${version}_${platform}.zip`;
      copyFileSync(path.join(out, zip), path.join(home, zip));
    }
    const settings = place.file('rc');
    writeFileSync(settings, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
    place.write({ resource: { cloudbackup_directory: { d: directory('vm-1', '/srv/a') } } });
    const env = { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test', TF_CLI_CONFIG_FILE: settings };
    mustRun(await terraform(place.dir, ['init', '-no-color'], { env }), 0);
    mustRun(await terraform(place.dir, ['apply', '-auto-approve', '-no-color'], { env }), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
  }));
});
