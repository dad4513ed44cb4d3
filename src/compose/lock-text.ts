/** `.terraform.lock.hcl`, the record of chosen provider versions that Terraform keeps beside a configuration. */

/** One provider of it. */
export interface LockedProvider {
  /** With its host: `registry.terraform.io/holdfast/cloudbackup`. */
  readonly address: string;
  readonly version: string;
  /** As Terraform writes them: `>= 0.1.0, < 2.0.0`; empty where there are none. */
  readonly constraints: string;
  /** Of packages, `h1:…` and `zh:…`. */
  readonly hashes: readonly string[];
}

export const LOCK_FILE = '.terraform.lock.hcl';

const HEAD = '# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n';

/** The providers of a lock file; undefined when it is not in the form that Terraform writes, and so not ours to rewrite. */
export function parseLock(text: string): readonly LockedProvider[] | undefined {
  const found: LockedProvider[] = [];
  const rest = text.replace(/\r\n/gu, '\n').replace(/^provider "([^"\n]+)" \{\n([^]*?)^\}$/gmu, (_all, address: string, body: string) => {
    const named = (name: string): string | undefined => new RegExp(`^ {2}${name} *= "([^"\\n]*)"$`, 'mu').exec(body)?.[1];
    const version = named('version');
    if (version === undefined) return 'x';
    const list = /^ {2}hashes = \[\n([^]*?)^ {2}\]$/mu.exec(body)?.[1] ?? '';
    found.push({ address, version, constraints: named('constraints') ?? '', hashes: [...list.matchAll(/"([^"\n]*)"/gu)].map((m) => m[1] ?? '') });
    return '';
  });
  return /^(?:\s*(?:#.*)?\n?)*$/u.test(rest) ? found : undefined;
}

/** The file with these providers, byte for byte as Terraform writes it. */
export function formatLock(providers: readonly LockedProvider[]): string {
  const blocks = [...providers].sort((a, b) => (a.address < b.address ? -1 : 1)).map(({ address, version, constraints, hashes }) => [
    `provider "${address}" {`,
    constraints === '' ? `  version = "${version}"` : `  version     = "${version}"\n  constraints = "${constraints}"`,
    ...(hashes.length === 0 ? [] : ['  hashes = [', ...hashes.map((hash) => `    "${hash}",`), '  ]']),
    '}\n',
  ].join('\n'));
  return [HEAD, ...blocks].join('\n');
}

/** Constraints of several places as one, in Terraform's form: numbers of three parts, `=` left out, each once, by version. */
export function canonicalConstraints(written: readonly string[]): string {
  const all = written.flatMap((text) => text.split(',')).filter((one) => one.trim() !== '').map((one) => {
    const [, operator = '', version = ''] = /^\s*(=|!=|>=?|<=?|~>)?\s*v?(\S*)\s*$/u.exec(one) ?? [];
    const [number = '', ...suffix] = version.split(/(?=[-+])/u);
    const parts = number.split('.');
    // A pessimistic bound means another range when it has more parts.
    while (operator !== '~>' && parts.length < 3) parts.push('0');
    return { operator: operator === '=' ? '' : operator, parts: parts.map(Number), text: [parts.join('.'), ...suffix].join('') };
  });
  const order = ['>', '>=', '', '~>', '!=', '<=', '<'];
  all.sort((a, b) => compare(a.parts, b.parts) || order.indexOf(a.operator) - order.indexOf(b.operator));
  return [...new Set(all.map(({ operator, text }) => (operator === '' ? text : `${operator} ${text}`)))].join(', ');
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
