import { randomBytes } from 'node:crypto';
import { gatherVariables, nodeFiles, readEncryptionText, resolveVariables, type Configuration, type EncryptionBlock } from '../config';
import { diagnostic, fail, Failure, ok, type Outcome } from '../diagnostics';
import { evaluate, referencesOf, type Scope } from '../lang';
import { CLEAR_CODEC, encryptedCodec, type StateCodec } from '../state';
import { mark, type Value } from '../values';
import { functionWorld } from './adapter-function-world';
import { encryptionOf } from './encryption';
import { openOne } from './open';
import type { Session } from './world';

/** What says how a state is encrypted, and the values that this may take. */
export type Encrypted = Partial<Pick<Configuration, 'encryption' | 'variables' | 'locals'>>;

/** How states are written and read: as the encryption block says, over which TF_ENCRYPTION wins part by part; in clear without either. */
export function stateCodec(session: Session, configuration: Encrypted | undefined): StateCodec {
  return onceMade(() => made(session, configuration));
}

/** For a plan whose state is encrypted by the configuration: of that only the encryption is looked at. */
export function foundCodec(session: Session): StateCodec {
  return onceMade(async () => {
    const found = await openOne(session);
    const codec = await made(session, found.ok ? found.value : undefined);
    return codec.ok && codec.value === CLEAR_CODEC
      ? fail(diagnostic('compose_encryption', 'The plan was made with an encrypted state, and there is no encryption here: neither the configuration nor TF_ENCRYPTION has one. Apply the plan where the configuration is, or set TF_ENCRYPTION.'))
      : codec;
  });
}

/** Settled at the first use: most commands read the state once, and some never. */
function onceMade(make: () => Promise<Outcome<StateCodec>>): StateCodec {
  let once: Promise<Outcome<StateCodec>> | undefined;
  const codec = (): Promise<Outcome<StateCodec>> => (once ??= make());
  return {
    encode: async (state) => {
      const found = await codec();
      if (!found.ok) throw new Failure(found.diagnostics);
      return found.value.encode(state);
    },
    decode: async (bytes) => {
      const found = await codec();
      return found.ok ? found.value.decode(bytes) : found;
    },
    box: async () => {
      const found = await codec();
      if (!found.ok) throw new Failure(found.diagnostics);
      return found.value.box?.();
    },
  };
}

async function made(session: Session, configuration: Encrypted | undefined): Promise<Outcome<StateCodec>> {
  const text = session.options.env['TF_ENCRYPTION'];
  const given = text === undefined || text.trim() === '' ? ok(undefined) : await readEncryptionText(text);
  if (!given.ok) return given;
  const block = merged(configuration?.encryption, given.value);
  if (block === undefined) return ok(CLEAR_CODEC);
  const scope = await scopeOf(session, configuration ?? {}, block);
  if (!scope.ok) return scope;
  const encryption = encryptionOf(block, scope.value);
  if (!encryption.ok) return encryption;
  return ok(encryption.value === undefined ? CLEAR_CODEC : encryptedCodec(encryption.value, randomBytes));
}

function merged(block: EncryptionBlock | undefined, over: EncryptionBlock | undefined): EncryptionBlock | undefined {
  if (block === undefined || over === undefined) return over ?? block;
  return { ...block, keyProviders: new Map([...block.keyProviders, ...over.keyProviders]), methods: new Map([...block.methods, ...over.methods]), state: over.state ?? block.state };
}

/** Variables and locals, as far as the block takes them: nothing else is known before the state is. */
async function scopeOf(session: Session, { variables = new Map(), locals = new Map() }: Encrypted, block: EncryptionBlock): Promise<Outcome<Scope>> {
  const wanted = new Set<string>();
  const parts = [...block.keyProviders.values(), ...block.methods.values()];
  const open = parts.flatMap((part) => [...part.body.values()]);
  const seen = new Set<string>();
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    for (const reference of referencesOf(expr)) {
      if (reference.kind === 'variable') wanted.add(reference.name);
      const local = reference.kind === 'local' && !seen.has(reference.name) ? locals.get(reference.name) : undefined;
      if (local === undefined) continue;
      seen.add(local.name);
      open.push(local.expr);
    }
  }
  const { options } = session;
  let values: ReadonlyMap<string, Value> = new Map();
  if (wanted.size > 0) {
    const sources = await gatherVariables(options.dir, options.env, options.variables ?? [], nodeFiles);
    if (!sources.ok) return sources;
    const resolved = resolveVariables({ variables: new Map([...variables].filter(([name]) => wanted.has(name))) }, { values: sources.value.values.filter(({ name }) => wanted.has(name)) });
    if (!resolved.ok) return resolved;
    values = resolved.value;
  }
  const scope: Scope = {
    lookup: (reference) => {
      if (reference.kind === 'variable') return values.get(reference.name);
      const local = reference.kind === 'local' ? locals.get(reference.name) : undefined;
      const value = local === undefined ? undefined : evaluate(local.expr, scope);
      return value?.ok === true ? mark(value.value, []) : undefined;
    },
    origin: () => undefined,
    functions: functionWorld({ dir: options.dir, planTime: undefined, now: undefined }),
  };
  return ok(scope);
}
