import { existsSync, mkdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Type, Value } from '../../../src/provider-kit';
import type { StoredValue } from './definition';
import { fromStored, toStored } from './stored';

/** Objects in a folder: ID.json for each. Failures are exceptions with a message for people. */
export interface Files {
  /** undefined: there is none. */
  read(id: string, type: Type): Value | undefined;
  create(id: string, object: Value): void;
  update(id: string, object: Value): void;
  /** Takes the folder with it when it was the last one. */
  remove(id: string): void;
}

export function filesIn(folder: string): Files {
  const at = (id: string): string => path.join(folder, `${id}.json`);
  const write = (id: string, object: Value): void => writeFileSync(at(id), JSON.stringify({ values: toStored(object)?.object ?? {} }, undefined, 2));
  return {
    read(id, type) {
      if (!existsSync(at(id))) return undefined;
      const { values } = JSON.parse(readFileSync(at(id), 'utf8')) as { values: Record<string, StoredValue> };
      return fromStored({ object: values }, type);
    },
    create(id, object) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (existsSync(at(id))) throw new Error(`there is an object with the id ${id} already`);
      write(id, object);
    },
    update(id, object) {
      if (!existsSync(at(id))) throw new Error(`there is no object with the id ${id}`);
      write(id, object);
    },
    remove(id) {
      unlinkSync(at(id));
      try {
        rmdirSync(folder);
      } catch {
        // It holds others.
      }
    },
  };
}
