import { createHash } from 'node:crypto';
import type { JsonData } from '../json/write';
import { printableLine } from '../printable';
import { FINDING_KINDS, findingsOf, type Finding, type FindingKind } from '../preview/findings';
import type { PreviewView } from '../preview/preview-view';
import { clipped } from '../markdown/escape';

/** Results in one run: GitHub takes no more. */
const MOST_RESULTS = 25_000;
const LONGEST = 2_000;

/**
 * Findings of plans as SARIF 2.1.0, a run each. `artifact`: the plan's file, for findings that no source line goes with; readers
 * such as GitHub want some file. Fingerprints are of the rule and what it is about, so that the same finding of a later plan is known.
 */
export function sarif(plans: readonly { readonly view: PreviewView; readonly artifact: string }[]): JsonData {
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: plans.map(({ view, artifact }) => runOf(view, artifact)) };
}

const KINDS = Object.keys(FINDING_KINDS) as readonly FindingKind[];

function runOf(view: PreviewView, artifact: string): JsonData {
  const findings = findingsOf(view);
  const more = findings.length - MOST_RESULTS;
  return {
    tool: { driver: {
      name: 'Holdfast', version: view.toolVersion,
      rules: KINDS.map((id) => ({ id: `holdfast/${id}`, shortDescription: { text: FINDING_KINDS[id].title }, defaultConfiguration: { level: FINDING_KINDS[id].level } })),
    } },
    automationDetails: { id: `holdfast/${view.stack === undefined ? '' : `${encodeURIComponent(printableLine(view.stack))}/`}` },
    invocations: [{
      executionSuccessful: true, endTimeUtc: view.createdAt,
      toolExecutionNotifications: more > 0 ? [{ level: 'warning', message: { text: `${more} more findings are not in this file.` } }] : undefined,
    }],
    columnKind: 'unicodeCodePoints',
    results: findings.slice(0, MOST_RESULTS).map((finding) => resultOf(finding, view.stack, artifact)),
  };
}

function resultOf(finding: Finding, stack: string | undefined, artifact: string): JsonData {
  const { kind, irreversible, subject, text, range } = finding;
  const name = subject === undefined ? undefined : clipped(printableLine(subject), LONGEST);
  return {
    ruleId: `holdfast/${kind}`, ruleIndex: KINDS.indexOf(kind), level: irreversible ? 'error' : FINDING_KINDS[kind].level,
    message: { text: messageText(`${irreversible ? 'Irreversible: ' : ''}${text}`) },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: uriOf(range?.filename ?? artifact) },
        region: range === undefined ? { startLine: 1 } : { startLine: range.start.line, startColumn: range.start.column },
      },
      logicalLocations: name === undefined ? undefined : [{ fullyQualifiedName: name, kind: 'resource' }],
    }],
    partialFingerprints: { 'holdfast/v1': createHash('sha256').update(`${stack ?? ''}\n${kind}\n${subject ?? text}`).digest('hex') },
  };
}

/** A message in SARIF has links and places for arguments; text from elsewhere must make none. */
function messageText(text: string): string {
  return clipped(text, LONGEST).replace(/\](?=\()/g, '] ').replace(/\{(?=\d)/g, '{{').replace(/(\{\{\d+)\}/g, '$1}}');
}

/** A relative path as a URI: what a scheme, a host or a query would start with is encoded. */
function uriOf(path: string): string {
  const parts = printableLine(path).replaceAll('\\', '/').split('/').map(encodeURIComponent);
  return path.startsWith('/') ? `file:///${parts.slice(1).join('/')}` : parts.join('/');
}
