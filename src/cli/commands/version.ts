import { jsonText } from '../../render';
import { STATE_TERRAFORM_VERSION } from '../../state';
import type { Command } from '../command';
import { OUTPUT_FLAGS } from '../common-flags';
import { outsOf } from '../out';

/** The providers of this build are chosen by being part of it. */
const selections = (version: string): { readonly [address: string]: string } => ({ 'registry.terraform.io/holdfast/cloudbackup': version });

export const versionCommand: Command = {
  name: 'version',
  summary: 'Show the version',
  usage: 'holdfast version [-json]',
  text: 'Shows the version of Holdfast and the platform it runs on.',
  flags: OUTPUT_FLAGS,
  notBuilt: [],
  positional: 0,
  run: (invocation) => {
    const { out } = outsOf(invocation);
    const platform = `${process.platform === 'win32' ? 'windows' : process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
    if (invocation.parsed.switches.get('json') === true) {
      out.line(jsonText({ holdfast_version: invocation.version, terraform_version: STATE_TERRAFORM_VERSION, platform, provider_selections: selections(invocation.version), terraform_outdated: false }, { indent: 2 }));
    } else out.write(`Holdfast v${invocation.version}\non ${platform}\n`);
    return Promise.resolve(0);
  },
};
