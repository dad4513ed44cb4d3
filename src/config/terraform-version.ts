/** The Terraform whose language and formats this build follows: what `required_version` is held against. */
export const TERRAFORM_VERSION = '1.11.4';

interface Version {
  readonly parts: readonly number[];
  readonly given: number;
  readonly prerelease: string;
}

/** As the Go library reads versions that Terraform has them from: any number of parts, and a dash before letters may be missing. */
const VERSION = /^v?(\d+(?:\.\d+)*)(?:-?([A-Za-z~-][0-9A-Za-z~-]*(?:\.[0-9A-Za-z~-]+)*)|-(\d[0-9A-Za-z~-]*(?:\.[0-9A-Za-z~-]+)*))?(?:\+[0-9A-Za-z~.-]+)?$/;

function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (match?.[1] === undefined) return undefined;
  const given = match[1].split('.').map(Number);
  return { parts: given, given: given.length, prerelease: match[2] ?? match[3] ?? '' };
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.parts.length, b.parts.length); i++) {
    const difference = (a.parts[i] ?? 0) - (b.parts[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '' || b.prerelease === '') return a.prerelease === '' ? 1 : -1;
  return comparePrereleases(a.prerelease.split('.'), b.prerelease.split('.'));
}

/** Part by part: numbers by size and below words, words by their letters. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i], right = b[i];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const isLeft = /^\d+$/.test(left), isRight = /^\d+$/.test(right);
    if (isLeft && isRight) return Number(left) - Number(right);
    if (isLeft !== isRight) return isLeft ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** `~> 1.2` lets the last number given grow: everything before it stays. */
function isPessimisticallyIn(version: Version, bound: Version): boolean {
  const fixed = Math.max(1, bound.given - 1);
  return compare(version, bound) >= 0 && bound.parts.slice(0, fixed).every((part, i) => (version.parts[i] ?? 0) === part);
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

const CONSTRAINT = /^\s*(>=|<=|!=|~>|=|>|<)?\s*(\S+)\s*$/;

/**
 * Whether a version meets constraints such as `>= 1.5, < 2.0` or `~> 1.2`; undefined when they are not written as
 * constraints are. A prerelease meets only constraints that name it, as in Terraform.
 */
export function versionMeets(version: string, constraints: string): boolean | undefined {
  const actual = parseVersion(version);
  if (actual === undefined) return undefined;
  let met = true;
  for (const part of constraints.split(',')) {
    const match = CONSTRAINT.exec(part);
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

/** Whether constraints name a prerelease, which Terraform does not take for its own version. */
export function namesPrerelease(constraints: string): boolean {
  return constraints.split(',').some((part) => (parseVersion(CONSTRAINT.exec(part)?.[2] ?? '')?.prerelease ?? '') !== '');
}
