import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { formatAddress, formatKey, type Address, type InstanceKey, type ResourceAddr } from './address';
import { unquote } from './quote';

/** A resource, or one instance of it. */
export interface ParsedAddress {
  readonly resource: ResourceAddr;
  readonly key: InstanceKey | undefined;
  /** In its one spelling. */
  readonly address: Address;
}

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
  if (typeof parsed !== 'string') return ok(parsed);
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return fail(diagnostic('address_invalid', `${JSON.stringify(shown)} is not the address of a resource: ${parsed}. `
    + 'Write it as in a plan: TYPE.NAME or data.TYPE.NAME, with ["KEY"] or [NUMBER] behind for one instance.'));
}

/** Reads an address from left to right. */
class Reader {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  /** The address, or what is wrong with it. */
  read(): ParsedAddress | string {
    const module: string[] = [];
    let first = this.name();
    while (first === 'module') {
      const name = this.dotName();
      if (name === undefined) return 'a module name is missing';
      const key = this.key();
      if (key === MALFORMED) return 'the instance key of a module is malformed';
      module.push(`${name}${formatKey(key)}`);
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
    return { resource, key, address: formatAddress(resource, key) };
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
