import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { formatAddress, formatKey, type Address, type InstanceKey, type ResourceAddr } from './address';
import { unquote } from './quote';

/** A resource, or one instance of it. */
export interface ParsedAddress {
  readonly resource: ResourceAddr;
  readonly key: InstanceKey | undefined;
  /** In its one spelling. */
  readonly address: Address;
}

/** What people name in a state or a plan: a whole module instance with all below it, or a resource or an instance of one. */
export type Target = { readonly kind: 'module'; readonly module: readonly string[]; readonly address: string } | ({ readonly kind: 'resource' } & ParsedAddress);

const MAX_LENGTH = 10_000;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const INDEX = /\[(0|[1-9]\d{0,14})\]/y;

const MALFORMED: unique symbol = Symbol('malformed');

/** A name of the language at an offset: letters, digits, `_` and `-`, no digit or `-` first. */
export function nameAt(text: string, at: number): string | undefined {
  const pattern = new RegExp(NAME.source, NAME.flags);
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Parses `t.n`, `data.t.n`, `module.m["k"].t.n[0]`: an address of a resource or of an instance of one. */
export function parseAddress(text: string): Outcome<ParsedAddress> {
  const parsed = text.length > MAX_LENGTH ? 'it is too long' : new Reader(text).read();
  if (typeof parsed !== 'string' && parsed.kind === 'resource') return ok(parsed);
  return fail(malformed(text, typeof parsed === 'string' ? parsed : 'it names a module, and a resource type is missing', 'TYPE.NAME or data.TYPE.NAME, with ["KEY"] or [NUMBER] behind for one instance'));
}

/** The same, or the address of a module: `module.m`, `module.m["k"].module.n`. */
export function parseTarget(text: string): Outcome<Target> {
  const parsed = text.length > MAX_LENGTH ? 'it is too long' : new Reader(text).read();
  if (typeof parsed !== 'string') return ok(parsed);
  return fail(malformed(text, parsed, 'TYPE.NAME, data.TYPE.NAME or module.NAME, with ["KEY"] or [NUMBER] behind for one instance'));
}

function malformed(text: string, why: string, forms: string): Diagnostic {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return diagnostic('address_invalid', `${JSON.stringify(shown)} is not the address of a resource: ${why}. Write it as in a plan: ${forms}.`);
}

/** Reads an address from left to right. */
class Reader {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  /** The address, or what is wrong with it. */
  read(): Target | string {
    const module: string[] = [];
    let first = this.name();
    while (first === 'module') {
      const name = this.dotName();
      if (name === undefined) return 'a module name is missing';
      const key = this.key();
      if (key === MALFORMED) return 'the instance key of a module is malformed';
      module.push(`${name}${formatKey(key)}`);
      if (this.at === this.text.length) return { kind: 'module', module, address: module.map((m) => `module.${m}`).join('.') };
      first = this.dotName();
    }
    const mode = first === 'data' ? 'data' : 'managed';
    const type = mode === 'data' ? this.dotName() : first;
    if (type === undefined) return 'a resource type is missing';
    const name = this.dotName();
    if (name === undefined) return 'a resource name is missing';
    const key = this.key();
    if (key === MALFORMED) return 'the instance key is malformed';
    if (this.at < this.text.length) return `there is something behind it from character ${this.at + 1} on`;
    const resource: ResourceAddr = { module, mode, type, name };
    return { kind: 'resource', resource, key, address: formatAddress(resource, key) };
  }

  private name(): string | undefined {
    const name = nameAt(this.text, this.at);
    this.at += name?.length ?? 0;
    return name;
  }

  private dotName(): string | undefined {
    if (this.text.charAt(this.at) !== '.') return undefined;
    this.at++;
    return this.name();
  }

  private key(): InstanceKey | undefined | typeof MALFORMED {
    if (this.text.charAt(this.at) !== '[') return undefined;
    const pattern = new RegExp(INDEX.source, INDEX.flags);
    pattern.lastIndex = this.at;
    const index = pattern.exec(this.text);
    if (index !== null) {
      this.at = pattern.lastIndex;
      return Number(index[1]);
    }
    const quoted = unquote(this.text, this.at + 1);
    if (quoted === undefined || this.text.charAt(quoted.end) !== ']') return MALFORMED;
    this.at = quoted.end + 1;
    return quoted.text;
  }
}
