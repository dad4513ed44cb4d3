/** The Terraform whose language and formats this build follows: what `required_version` is held against. */
export const TERRAFORM_VERSION = '1.11.4';

interface Version {
  readonly parts: readonly number[];
  readonly given: number;
  readonly prerelease: string;
}

const VERSION = /^v?(\d+(?:\.\d+){0,2})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (match?.[1] === undefined) return undefined;
  const given = match[1].split('.').map(Number);
  return { parts: [given[0] ?? 0, given[1] ?? 0, given[2] ?? 0], given: given.length, prerelease: match[2] ?? '' };
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < 3; i++) {
    const difference = (a.parts[i] ?? 0) - (b.parts[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '' || b.prerelease === '') return a.prerelease === '' ? 1 : -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}

/** `~> 1.2` lets the last number given grow: everything before it stays. */
function isPessimisticallyIn(version: Version, bound: Version): boolean {
  const fixed = Math.max(1, bound.given - 1);
  return compare(version, bound) >= 0 && bound.parts.slice(0, fixed).every((part, i) => version.parts[i] === part);
}

function holds(operator: string, version: Version, bound: Version): boolean {
  const order = compare(version, bound);
  switch (operator) {
    case '>': return order > 0;
    case '>=': return order >= 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '!=': return order !== 0;
    case '~>': return isPessimisticallyIn(version, bound);
    default: return order === 0;
  }
}

/**
 * Whether a version meets constraints such as `>= 1.5, < 2.0` or `~> 1.2`; undefined when they are not written as
 * constraints are. A prerelease meets only constraints that name it, as in Terraform.
 */
export function versionMeets(version: string, constraints: string): boolean | undefined {
  const actual = parseVersion(version);
  if (actual === undefined) return undefined;
  let met = true;
  for (const part of constraints.split(',')) {
    const match = /^\s*(>=|<=|!=|~>|=|>|<)?\s*(\S+)\s*$/.exec(part);
    const bound = match?.[2] === undefined ? undefined : parseVersion(match[2]);
    if (bound === undefined) return undefined;
    const fits = actual.prerelease === '' || compare(actual, bound) === 0;
    met &&= fits && holds(match?.[1] ?? '=', actual, bound);
  }
  return met;
}

/** Whether a text is written as version constraints are. */
export function isVersionConstraint(text: string): boolean {
  return versionMeets('1.0.0', text) !== undefined;
}
