import type { Chance } from '../../support/chance';
import { ephemeral, joined, secrets, sources, validations } from './inputs';
import { endings, imports, moves, triggers } from './lives';
import { chains, handed, hops } from './paths';
import type { Given, PieceMaker } from './piece';
import { deep, optionals, wholes } from './shapes';
import { overrides, spelled, templates, wrong } from './texts';
import { checks, conditions, data, nested } from './worlds';

export type { Given } from './piece';

const MAKERS: readonly PieceMaker[] = [sources, validations, ephemeral, secrets, triggers, moves, endings, imports, data, checks, conditions, nested, templates, overrides, spelled, optionals, deep, wholes, chains, hops, handed];

/** What some pieces come to together. */
export interface Scene {
  readonly before: Part;
  readonly after: Part;
  readonly given: Given;
}

export interface Part {
  readonly blocks: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** Two to four pieces by chance. Of one file that several have, such as terraform.tfvars, texts are put together where that can be. */
export function sceneOf(chance: Chance): Scene {
  const pieces = Array.from({ length: 2 + chance.int(3) }, (_, i) => (chance.often(5) ? wrong : chance.pick(MAKERS))(chance.fork(), `${'pqrs'[i] ?? 'p'}x`));
  const files: Record<string, string> = {};
  for (const piece of pieces) for (const [name, text] of Object.entries(piece.files ?? {})) files[name] = name.endsWith('.tfvars') ? `${files[name] ?? ''}${text}` : text;
  // A file that puts something over another stands for the second version only.
  const early = Object.fromEntries(Object.entries(files).filter(([name]) => !/override\.tf|^[^/]*\.tf\.json$/.test(name)));
  return {
    before: { blocks: pieces.flatMap(({ before, blocks }) => before ?? blocks), files: early },
    after: { blocks: pieces.flatMap(({ blocks }) => blocks), files },
    given: joined(pieces.map(({ given }) => given)),
  };
}
