import type { KeyObject } from 'node:crypto';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { isSensitive, type Json, type Value } from '../values';
import { canonicalJson, canonicalPieces } from './canonical';
import { packAsked, unpackAsked, withoutSecretDefaults, type AskedVariable, type Declared } from './saved/asked';
import { CLEAR_FORMAT, documentPieces, documentText, readDocument, sha256, sha256Of, type Header } from './saved/document';
import { decryptBody, encryptBody, type Entropy } from './saved/encryption';
import { firstSecret } from './saved/first-secret';
import { packInParts, unpackPlan, type PackedPlan } from './saved/pack-plan';
import { sealerOf, type SealedTable } from './saved/seal';
import { endorse, isEndorsedBy, isSeal, isSealedBy, publicText, sealWith, type Signers } from './saved/signature';
import type { Plan } from './types';

const NOBODY: Signers = { keys: [], secrets: [] };

/** What becomes of values that are sensitive: the plan is not written, or they are left out, or all of it is encrypted. */
export type Secrecy =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'leave-out'; readonly declared: Declared }
  | { readonly kind: 'encrypt'; readonly passphrase: string; readonly entropy: Entropy };

export interface EncodedPlan {
  /** The file's text in pieces: that of a large plan is long. */
  readonly pieces: readonly string[];
  /** The same as one, made anew each time. */
  readonly text: string;
  readonly digest: string;
}

/**
 * A plan as one canonical JSON document with its digest: `{"digest":"sha256:…","format":"holdfast-plan/1","plan":{…}}`. Refused where it
 * would hold a sensitive value in clear.
 */
export function encodePlan(plan: Plan, secrecy: Secrecy = { kind: 'refuse' }, signers: Signers = NOBODY): Outcome<EncodedPlan> {
  const packed = secrecy.kind === 'leave-out' ? leftOut(plan, secrecy.declared) : secrecy.kind === 'encrypt' ? ok(bodyOf(plan)) : whole(plan);
  if (!packed.ok) return packed;
  const body = [...packed.value];
  const digest = sha256Of(body);
  const sealed = secrecy.kind === 'encrypt' ? encryptBody(body.join(''), digest, secrecy.passphrase, secrecy.entropy) : undefined;
  const ed25519 = signers.keys.map((key) => endorse(digest, key));
  const hmac = signers.secrets.map((secret) => sealWith(secret, digest));
  const header: Header = { ...(sealed?.header ?? { digest, format: CLEAR_FORMAT }), ...(ed25519.length === 0 ? {} : { ed25519 }), ...(hmac.length === 0 ? {} : { hmac }) };
  const pieces = sealed === undefined ? documentPieces(header, body) : [documentText(header, sealed.body)];
  return ok({ pieces, digest, get text() { return pieces.join(''); } });
}

/** `sha256:` and the hex digest over the plan's canonical JSON: what people compare and what runs are bound to. */
export function planDigest(plan: Plan): string {
  return sha256Of(bodyOf(plan));
}

/** The plan's canonical JSON in pieces, made when they are asked for. */
function bodyOf(plan: Plan): Iterable<string> {
  const { rest, changes } = packInParts(plan);
  return canonicalPieces(rest, 'changes', textsOf(changes));
}

function* textsOf(items: Iterable<Json>): Generator<string> {
  for (const item of items) yield canonicalJson(item);
}

function whole(plan: Plan): Outcome<Iterable<string>> {
  const secret = firstSecret(plan, isSensitive);
  return secret === undefined ? ok(bodyOf(plan)) : fail(tellSecret(secret, 'and would lie in a file that is not encrypted'));
}

/** Shorter texts stand anywhere by chance. */
const TELLING = 4;

function leftOut(plan: Plan, declared: Declared): Outcome<Iterable<string>> {
  const sealer = sealerOf(plan);
  // How a sensitive variable was written is for telling only.
  const lean: Plan = { ...plan, variables: plan.variables.map(({ name, value, given }) => (given === undefined || isSensitive(given) ? { name, value } : { name, value, given })) };
  const secret = firstSecret(lean, sealer.leaks);
  if (secret !== undefined) return fail(tellSecret(secret, 'and was made of other values: it is no variable and no part of the state, from which apply could have it again'));
  const described = plan.configuration === undefined ? {} : { configuration: withoutSecretDefaults(plan.configuration) };
  const parts = packInParts(lean, sealer.pack);
  const rest = { ...parts.rest, ...described };
  // All of them, before the table of what they leave out is looked at.
  const texts = [...textsOf(parts.changes)];
  const sealed = sealer.table();
  if (sealed === undefined) return ok(canonicalPieces(rest, 'changes', texts));
  const { facts, warnings, blocked, unmanaged, steps, changes } = plan;
  const told = canonicalJson({ facts, warnings, blocked, unmanaged, effects: steps.map((step) => ('effects' in step ? step.effects : null)), notes: changes.map((c) => c.notes) } as unknown as Json);
  for (const text of sealer.texts()) {
    if (text.length >= TELLING && told.includes(JSON.stringify(text).slice(1, -1))) return fail(tellSecret(undefined, 'and also stands in what the plan looks up in the world, where it cannot be left out'));
  }
  return ok(canonicalPieces({ ...rest, sealed: { ...sealed, asked: packAsked(plan, declared) } as unknown as Json }, 'changes', texts));
}

function tellSecret(address: string | undefined, why: string): Diagnostic {
  return diagnostic('plan_file_sensitive', `${address ?? 'A value'} is sensitive, ${why}. `
    + 'Save the plan encrypted (-plan-key=FILE, or a passphrase in HOLDFAST_PLAN_KEY), or run apply without a plan file.', address === undefined ? {} : { address });
}

/** What the reader of a plan file has and asks for. */
export interface ReadingTerms {
  /** For an encrypted plan; the first that fits is taken. */
  readonly passphrases?: readonly string[];
  /** Ed25519 public keys: one of them, or of the secrets, must have signed. */
  readonly verifiers?: readonly KeyObject[];
  /** Secrets of HMAC signatures. */
  readonly secrets?: readonly string[];
  /** `sha256:…`: the only plan that is wanted. */
  readonly expectDigest?: string | undefined;
}

export interface SavedPlan {
  /** With something that only says where it comes from in the place of each value that was left out. */
  readonly plan: Plan;
  readonly digest: string;
  /** What was left out. */
  readonly sealed: SealedTable | undefined;
  readonly asked: readonly AskedVariable[];
  /** The plan with the values that were left out put in, by their numbers; one that is not given stays as it is shown. */
  open(values: ReadonlyMap<number, Value>): Plan;
  /** Of these numbers one that something the plan is to do needs; undefined where only what stays as it is has them. */
  needed(of: readonly number[]): number | undefined;
}

/** Reads a plan file back. Any byte that differs from what was written is refused. */
export function decodePlan(text: string, terms: ReadingTerms = {}): Outcome<SavedPlan> {
  const document = readDocument(text);
  if (!document.ok) {
    if (document.why === 'format') {
      return fail(diagnostic('plan_file_version', `This is a plan of format ${JSON.stringify(document.format)}; this release reads ${CLEAR_FORMAT}. `
        + 'Apply it with the release that made it, or plan again.'));
    }
    return fail(document.why === 'cut' ? cut() : damaged(document.why === 'no-plan' ? 'It is not a plan.' : 'Its content does not match its digest.'));
  }
  const { header } = document;
  const signed = checkSignatures(header, terms);
  if (signed !== undefined) return fail(signed);
  if (terms.expectDigest !== undefined && header.digest !== terms.expectDigest) {
    return fail(diagnostic('plan_digest_unexpected', `The plan's digest is ${header.digest}, and ${terms.expectDigest} was expected. It is another plan than the one that was reviewed. Nothing was done.`));
  }
  const body = header.encryption === undefined ? { ok: true as const, body: document.body } : decryptBody(header, header.encryption, document.body, terms.passphrases ?? []);
  if (!body.ok) return fail(body.why === 'damaged' ? damaged('What is encrypted in it was altered.') : noKey(terms.passphrases ?? []));
  if (sha256(body.body) !== header.digest) return fail(damaged('Its content does not match its digest.'));
  try {
    return ok(savedPlan(JSON.parse(body.body) as PackedFile, header.digest));
  } catch {
    return fail(damaged('Its content is not that of a plan.'));
  }
}

type PackedFile = PackedPlan & { readonly sealed?: SealedTable & { readonly asked: Json } };

function savedPlan({ sealed, ...packed }: PackedFile, digest: string): SavedPlan {
  const names = sealed?.values.map(({ source }) => (source.from === 'variable' ? `var.${source.name}` : source.from === 'output' ? `output.${source.name}` : source.address)) ?? [];
  const open = (values: ReadonlyMap<number, Value>): Plan => Object.freeze(unpackPlan(packed as unknown as PackedPlan, (at) => {
    const name = names[at];
    if (name === undefined) throw new Error('a value that is not in the table');
    return values.get(at) ?? { kind: 'string', value: `(left out: ${name} #${at})` };
  }));
  const needed = (of: readonly number[]): number | undefined => {
    if (of.length === 0) return undefined;
    const used = new Set<number>();
    const does = new Set(packed.steps.flatMap((step) => (typeof step === 'object' && step !== null && 'address' in step ? [step['address']] : [])));
    const live = { ...packed, changes: packed.changes.filter((c) => does.has(c.address)), outputs: packed.outputs.filter((o) => o.action !== 'no-op') };
    unpackPlan(live as unknown as PackedPlan, (at) => { used.add(at); return { kind: 'bool', value: true }; });
    return of.find((at) => used.has(at));
  };
  return { plan: open(new Map()), digest, sealed, asked: unpackAsked(sealed?.asked), open, needed };
}

function checkSignatures({ ed25519 = [], hmac = [], digest }: Header, { verifiers = [], secrets = [] }: ReadingTerms): Diagnostic | undefined {
  if (!ed25519.every((endorsement) => isEndorsedBy(endorsement, digest)) || !hmac.every(isSeal)) return damaged('A signature in it is not one of this plan.');
  if (verifiers.length === 0 && secrets.length === 0) return undefined;
  if (ed25519.length === 0 && hmac.length === 0) {
    return diagnostic('plan_file_unsigned', 'A signature was asked for with -verify-key or -verify-secret, and the plan has none. Nothing was done. Make it with plan -out and -sign-key or -sign-secret.');
  }
  const wanted = new Set(verifiers.map(publicText));
  if (ed25519.some(({ key }) => wanted.has(key)) || hmac.some((mac) => secrets.some((secret) => isSealedBy(mac, secret, digest)))) return undefined;
  return diagnostic('plan_signature_unknown', 'The plan is signed, and by none of the keys that -verify-key and -verify-secret name. Nothing was done. Name the key of who signs plans here, or have the plan signed by them.');
}

function damaged(why: string) {
  return diagnostic('plan_file_damaged', `${why} A plan is applied only byte for byte as it was written: make the plan again.`);
}

function cut() {
  return diagnostic('plan_file_cut', 'The file ends before the plan does: it was not copied or written to its end. Copy it again, or make the plan again.');
}

function noKey(passphrases: readonly string[]) {
  return diagnostic('plan_key_wrong', passphrases.length === 0
    ? 'The plan is encrypted, and no key was given. Name its file with -plan-key, or put the passphrase into HOLDFAST_PLAN_KEY.'
    : 'The plan is encrypted, and with another key than those given. Name the file of the key that the plan was made with (-plan-key), or put its passphrase into HOLDFAST_PLAN_KEY.');
}
