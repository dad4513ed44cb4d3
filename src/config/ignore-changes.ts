import type { Findings, RawAttribute, RawValue } from './body';
import { readList, readTraversal } from './static-values';
import type { IgnoredPath, Lifecycle } from './types';

/** `ignore_changes`: the word `all`, or attributes with what is below them. */
export function readIgnoreChanges(attribute: RawAttribute | undefined, findings: Findings): Lifecycle['ignoreChanges'] {
  if (attribute === undefined) return [];
  if (attribute.keyword() === 'all') return 'all';
  const items = readList(attribute, findings);
  const stars = items.filter((item) => item.text() === '*');
  if (stars.length > 0) findings.tell('config_ignore_wildcard', 'All arguments are ignored with ignore_changes = all, without quotes and brackets.', attribute.range());
  const paths = items.filter((item) => !stars.includes(item)).flatMap((item) => readPath(item, findings));
  const [star] = stars;
  if (star !== undefined && items.length > stars.length) findings.tell('config_ignore_ruleset', 'All arguments and some arguments cannot both be meant. Write all, or the list of the arguments.', star.range());
  return paths;
}

function readPath(item: RawValue, findings: Findings): readonly IgnoredPath[] {
  const traversal = readTraversal(item, findings);
  if (traversal === undefined) return [];
  return [[traversal.root, ...traversal.steps.map((step) => (step.kind === 'attr' ? step.name : typeof step.key === 'string' ? { key: step.key } : step.key))]];
}
