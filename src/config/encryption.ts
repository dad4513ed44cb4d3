import { diagnostic, judged, type Diagnostic, type Outcome } from '../diagnostics';
import type { Expr } from '../lang';
import { bodySchema, Findings, type RawAttribute, type RawBlock, type RawBody } from './body';
import type { FileReader } from './ports';
import { readAssignments } from './variable-sources';
import type { EncryptionBlock, EncryptionPart, EncryptionTarget, Located } from './types';

const ENCRYPTION = bodySchema({
  blocks: [
    { type: 'key_provider', labels: ['type', 'name'] }, { type: 'method', labels: ['type', 'name'] }, { type: 'state' }, { type: 'plan' }, { type: 'remote_state_data_sources' },
  ],
});
const TARGET = bodySchema({ attributes: ['method', 'enforced'], blocks: [{ type: 'fallback' }] });
const REFERRING = bodySchema({ attributes: ['keys', 'chain'] });

export function readEncryption(body: RawBody, locate: Located['locate'], findings: Findings): EncryptionBlock {
  const { blocks } = body.content(ENCRYPTION, findings);
  const named = (type: string): ReadonlyMap<string, EncryptionPart> => new Map(blocks.flatMap((block) => {
    if (block.type !== type) return [];
    const part = readPart(block, findings);
    return [[`${type}.${part.type}.${part.name}`, part]];
  }));
  const state = blocks.find((block) => block.type === 'state');
  return { keyProviders: named('key_provider'), methods: named('method'), state: state === undefined ? undefined : readTarget(state, findings), locate };
}

function readPart(block: RawBlock, findings: Findings): EncryptionPart {
  const { attributes, rest } = block.body.partial(REFERRING, findings);
  return {
    type: block.labels[0]?.text ?? '', name: block.labels[1]?.text ?? '', body: rest.arguments(findings), locate: block.locate,
    references: new Map([...attributes].map(([name, attribute]) => [name, referenceOf(attribute, findings)])),
  };
}

function readTarget(block: RawBlock, findings: Findings): EncryptionTarget {
  const { attributes, blocks } = block.body.content(TARGET, findings);
  const method = attributes.get('method');
  const enforced = attributes.get('enforced')?.literal(findings);
  const [fallback] = blocks;
  return {
    method: method === undefined ? undefined : referenceOf(method, findings), enforced: enforced?.kind === 'bool' && enforced.value,
    fallback: fallback === undefined ? undefined : readTarget(fallback, findings), locate: block.locate,
  };
}

/** `method.aes_gcm.name`, in JSON with or without the signs of a template around it. */
function referenceOf(attribute: RawAttribute, findings: Findings): string {
  const expr: Expr = attribute.expr(findings);
  if (expr.kind === 'literal' && expr.value.kind === 'string') return expr.value.value;
  if (expr.kind === 'traversal') return [expr.root, ...expr.steps.map((step) => (step.kind === 'attr' ? step.name : String(step.key)))].join('.');
  return '';
}

const NOWHERE = { line: 1, column: 1, byte: 0 };

/** Reads TF_ENCRYPTION: the content of an `encryption` block, in native syntax or in JSON. */
export async function readEncryptionText(text: string): Promise<Outcome<EncryptionBlock | undefined>> {
  const problems: Diagnostic[] = [];
  const name = text.trimStart().startsWith('{') ? 'TF_ENCRYPTION.json' : 'TF_ENCRYPTION';
  const files: Pick<FileReader, 'read'> = { read: () => Promise.resolve(Buffer.from(text)) };
  const body = await readAssignments(name, name, files as FileReader, problems, diagnostic('config_variables_file', 'TF_ENCRYPTION is empty.'));
  const locate = () => ({ filename: name, start: NOWHERE, end: NOWHERE });
  return judged(body === undefined ? undefined : readEncryption(body, locate, new Findings(problems)), problems);
}
