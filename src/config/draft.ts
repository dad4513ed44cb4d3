import type { Address } from '../addrs';
import { diagnostic, type Diagnostic, type Place } from '../diagnostics';
import { placeText } from './read-json';
import type { Spot } from './spot';
import type { BackendBlock, LocalEntry, Located, OutputBlock, ProviderBlock, RequiredProvider, ResourceBlock, VariableBlock } from './types';

/** A configuration while its files are read: blocks found so far, and what is wrong with them. */
export interface Draft {
  readonly problems: Diagnostic[];
  readonly requiredProviders: Map<string, RequiredProvider>;
  backend: BackendBlock | undefined;
  readonly variables: Map<string, VariableBlock>;
  readonly locals: Map<string, LocalEntry>;
  readonly outputs: Map<string, OutputBlock>;
  /** By `name` or `name.alias`. */
  readonly providers: Map<string, ProviderBlock>;
  readonly resources: Map<Address, ResourceBlock>;
}

export function emptyDraft(): Draft {
  return {
    problems: [], requiredProviders: new Map(), backend: undefined, variables: new Map(), locals: new Map(), outputs: new Map(),
    providers: new Map(), resources: new Map(),
  };
}

/** Puts a block in its map, or tells of both places when its address is taken. */
export function declare<K extends string, B extends Located>(blocks: Map<K, B>, key: K, block: B, address: string, problems: Diagnostic[]): void {
  const first = blocks.get(key);
  if (first === undefined) {
    blocks.set(key, block);
    return;
  }
  problems.push(diagnostic('config_duplicate_block', `${address} is declared twice: first at ${placeText(first.locate())}, again at ${placeText(block.locate())}. `
    + 'Each address stands for one thing: remove or rename one of them.', { address, range: block.locate() }));
}

/** Refuses, by name and place, what the language has and this build has not. */
export function notBuilt(spot: Spot, what: string, instead: string, place: Place = {}): Diagnostic {
  return diagnostic('config_not_built', `${what} is not built yet, and is refused rather than ignored. ${instead}`, { ...place, range: spot.locate() });
}
