import type { Diagnostic } from '../../diagnostics';
import { headline, remarks } from '../fate-words';
import { objectDiff } from '../markdown/diff-lines';
import { clipped } from '../markdown/escape';
import type { ObjectView } from '../plan-view';
import { actionTitle } from '../preview/findings';
import { groupOf } from '../preview/groups';
import type { PreviewView } from '../preview/preview-view';
import { printable, printableLine } from '../printable';
import { unheard } from '../unheard';

/** Characters of one difference that are written. */
const LONGEST = 10_000;

/**
 * Plans as JUnit XML, a suite each: one case for each object that changes. What is destroyed or replaced, what drifted, and guards
 * that keep the plan from being applied are failures: a reader of test reports shows them without being told.
 */
export function junit(views: readonly PreviewView[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Holdfast">\n${views.map(suite).join('')}</testsuites>\n`;
}

interface Case {
  readonly name: string;
  readonly group: string;
  readonly failure: { readonly type: string; readonly message: string } | undefined;
  readonly body: string;
}

function suite(view: PreviewView): string {
  const cases = [...view.blocked.map(guardCase), ...view.objects.map(objectCase), ...view.drift.map(driftCase)];
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const name = view.stack === undefined ? 'Holdfast plan' : `Holdfast plan: ${view.stack}`;
  return `  <testsuite name=${attribute(name)} tests="${cases.length}" failures="${failures}" errors="0" skipped="0" timestamp=${attribute(view.createdAt)}>\n${cases.map(testCase).join('')}  </testsuite>\n`;
}

function testCase({ name, group, failure, body }: Case): string {
  const text = xml(unheard(clipped(body, LONGEST)));
  const inner = failure === undefined ? `      <system-out>${text}</system-out>\n` : `      <failure type=${attribute(failure.type)} message=${attribute(failure.message)}>${text}</failure>\n`;
  return `    <testcase name=${attribute(name)} classname=${attribute(group)}>\n${inner}    </testcase>\n`;
}

function guardCase(problem: Diagnostic): Case {
  return { name: problem.address ?? problem.summary, group: 'Guards', failure: { type: problem.code, message: problem.summary }, body: printable(problem.detail) };
}

function objectCase(object: PreviewView['objects'][number]): Case {
  const group = groupOf(object);
  const ends = group === 'destroy' || group === 'replace';
  return {
    name: object.address, group: actionTitle(object), body: objectDiff(object),
    failure: ends ? { type: object.irreversible ? 'irreversible' : group, message: [headline(object), ...remarks(object)].join('; ') } : undefined,
  };
}

function driftCase(object: ObjectView): Case {
  return { name: object.address, group: 'Drift', body: objectDiff(object), failure: { type: 'drift', message: headline(object) } };
}

/** Text in XML 1.0: no markup, and no character that it may not hold. */
function xml(text: string): string {
  return printable(text).replace(/[&<>"'\ufffe\uffff]/g, (char) => ENTITIES[char] ?? `\\u{${char.charCodeAt(0).toString(16)}}`);
}
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

const attribute = (text: string): string => `"${xml(unheard(clipped(printableLine(text), LONGEST)))}"`;
