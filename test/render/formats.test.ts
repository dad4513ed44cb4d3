import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { COLOR_PAINT, drawPreview, gitlabReport, graphDot, graphMermaid, jsonText, junit, planJson, planText, previewView, sarif } from '../../src/render';
import type { Plan } from '../../src/plan';
import { NO_SCHEMAS, planOf } from './fixtures';
import { golden } from './golden';
import { manyChanges, samplePlan, sampleView } from './preview-fixtures';

const schema = (name: string): string => readFileSync(join(__dirname, 'schemas', name), 'utf8');
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const PLANS: readonly (readonly [string, Plan])[] = [
  ['with one change of each kind', samplePlan()],
  ['with nothing to do', planOf({ applyable: false })],
  ['of 2,000 changes', manyChanges(2000)],
];
const view = (plan: Plan) => previewView(plan, NO_SCHEMAS);
const json = (plan: Plan): unknown => JSON.parse(jsonText(planJson(plan, { redact: true, schemaVersion: () => 0 })));

describe('the other forms of a plan', () => {
  it('look as the golden files say', () => {
    golden('terminal.txt', planText(sampleView(), { paint: COLOR_PAINT, width: 78 }));
    golden('plan.json', `${jsonText(planJson(samplePlan(), { redact: true, schemaVersion: () => 0 }), { indent: 1 })}\n`);
    golden('gitlab.json', `${jsonText(gitlabReport([sampleView().counts]))}\n`);
    golden('sarif.json', `${jsonText(sarif([{ view: sampleView(), artifact: 'out/tf plan' }]), { indent: 1 })}\n`);
    golden('junit.xml', junit([sampleView()]));
    golden('graph.mmd', graphMermaid(drawPreview(sampleView())));
    golden('graph.dot', graphDot(drawPreview(sampleView())));
  });

  it('hold no sensitive value', () => {
    for (const name of ['terminal.txt', 'plan.json', 'sarif.json', 'junit.xml', 'graph.mmd', 'graph.dot']) {
      expect(readFileSync(join(__dirname, 'golden', 'preview', name), 'utf8')).not.toContain('secret-value');
    }
  });

  it('say the same of who waits for whom, through steps that are of no object', () => {
    const { objects } = sampleView();
    const named = objects.flatMap(({ address, after }) => after.map((at) => `${address} -> ${objects[at]?.address ?? ''}`));
    expect(named).toEqual(['cloudbackup_directory.restore["2026"] -> cloudbackup_resource.web', 'cloudbackup_resource.old_vm -> cloudbackup_directory.old']);
  });
});

describe('judged by their schemas', () => {
  const judgeSarif = ajv.compile(JSON.parse(schema('sarif-2.1.0.json')) as object);
  const judgePlan = ajv.compile(JSON.parse(schema('plan-1.2.json')) as object);

  it.each(PLANS)('SARIF of a plan %s is SARIF 2.1.0', (_sentence, plan) => {
    judgeSarif(JSON.parse(jsonText(sarif([{ view: view(plan), artifact: 'tfplan' }]))));
    expect(judgeSarif.errors).toBeNull();
  });

  it.each(PLANS)('JSON of a plan %s is plan JSON 1.2', (_sentence, plan) => {
    judgePlan(json(plan));
    expect(judgePlan.errors).toBeNull();
  });

  it('the judges refuse what is not of their form', () => {
    expect(judgeSarif({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false);
    expect(judgePlan({ ...(json(samplePlan()) as object), resource_changes: [{ address: 'x' }] })).toBe(false);
  });

  it('JUnit of all of them is JUnit', async () => {
    const contents = junit(PLANS.map(([, plan]) => view(plan)));
    const judged = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [{ fileName: 'junit.xsd', contents: schema('junit-10.xsd') }], initialMemoryPages: 1024, maxMemoryPages: 4096 });
    expect(judged.errors).toEqual([]);
    const broken = await validateXML({ xml: [{ fileName: 'junit.xml', contents: contents.replace('<testsuite name=', '<testsuite nom=') }], schema: [{ fileName: 'junit.xsd', contents: schema('junit-10.xsd') }], initialMemoryPages: 1024, maxMemoryPages: 4096 });
    expect(broken.valid).toBe(false);
  });
});

describe('SARIF', () => {
  it('has at most 25,000 results, and says how many there are besides', () => {
    const many = view(planOf({ unmanaged: Array.from({ length: 25_010 }, (_, i) => ({ type: 't', id: `f/vm-${i}`, text: '' })) }));
    const { runs: [run] } = JSON.parse(jsonText(sarif([{ view: many, artifact: 'p' }]))) as { runs: { results: unknown[]; invocations: { toolExecutionNotifications: { message: { text: string } }[] }[] }[] };
    expect(run?.results.length).toBe(25_000);
    expect(run?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe('10 more findings are not in this file.');
  });

  it('knows a finding again by rule and object, whatever the plan', () => {
    const prints = (plan: Plan): readonly string[] => (JSON.parse(jsonText(sarif([{ view: view(plan), artifact: 'p' }]))) as { runs: { results: { partialFingerprints: Record<string, string> }[] }[] })
      .runs.flatMap(({ results }) => results.map(({ partialFingerprints }) => partialFingerprints['holdfast/v1'] ?? ''));
    expect(prints(samplePlan({ planId: 'other', createdAt: '2026-12-01T00:00:00.000Z' }))).toEqual(prints(samplePlan()));
    expect(new Set(prints(samplePlan())).size).toBe(prints(samplePlan()).length);
  });
});

/** What GitLab makes of a report: the rules of its parser. */
function gitlabTakes(text: string): string {
  const data = JSON.parse(text) as Record<string, unknown>;
  if (!['create', 'update', 'delete'].every((key) => key in data)) return 'missing_json_keys';
  const counts = ['create', 'update', 'delete'].map((key) => data[key]);
  return counts.every((count) => typeof count === 'number' || /^[0-9]{1,6}$/.test(String(count))) ? counts.join(' ') : 'invalid_resource_count';
}

describe('the report for GitLab', () => {
  it('is taken by its parser, with replacements in both counts and nothing of what is adopted or forgotten', () => {
    expect(gitlabTakes(jsonText(gitlabReport([sampleView().counts])))).toBe('2 1 2');
    expect(Object.keys(gitlabReport([sampleView().counts]))).toEqual(['create', 'update', 'delete']);
  });

  it('counts what the jq program in GitLab\'s documentation counts in the plan JSON', () => {
    const { resource_changes } = json(manyChanges(600)) as { resource_changes: { change: { actions: string[] } }[] };
    const actions = resource_changes.flatMap(({ change }) => change.actions);
    expect(gitlabReport([view(manyChanges(600)).counts])).toEqual(Object.fromEntries(['create', 'update', 'delete'].map((word) => [word, actions.filter((action) => action === word).length])));
  });

  it('stays below seven digits', () => {
    expect(gitlabReport([{ import: 0, add: 2_000_000, change: 0, destroy: 0, adopt: 0, forget: 0 }]).create).toBe(999_999);
  });
});
