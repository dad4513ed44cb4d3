import { markedBy } from '../../schema';
import { markPaths } from '../../values';
import type { Making } from '../making';
import type { PriorObject } from '../prior';
import type { Target } from '../declared';
import type { Declaration } from '../visit/declaration';
import type { ImportTarget } from './targets';

/** Reads the object that an import block names, as if the state had it; undefined, and told, where there is none. */
export async function importPrior(making: Making, declaration: Declaration, target: Target, wanted: ImportTarget): Promise<PriorObject | undefined> {
  const { out } = making;
  const { node, reader, kind } = declaration;
  const { block } = node;
  making.inputs.emit({ type: 'import-start', address: target.address, id: wanted.id });
  const read = await reader.importResource({ type: block.type, id: wanted.id });
  const place = { address: target.address, range: wanted.block?.locate() };
  out.diagnostics.push(...read.diagnostics.map((d) => ({ ...place, ...d })));
  if (!read.ok) return undefined;
  const schema = kind.schema().resources.get(block.type);
  const { state: bare } = read.value;
  const state = schema === undefined ? bare : markPaths(bare, markedBy(schema.block, bare, []));
  making.inputs.emit({ type: 'import-done', address: target.address, id: wanted.id });
  out.extra.push({
    role: 'before', node: target.node, address: target.address, needs: making.graph.needs(target.node),
    step: {
      id: `import ${target.address}`, after: [], kind: 'import', address: target.address, state,
      ...(read.value.private === undefined ? {} : { private: read.value.private }),
    },
  });
  return {
    address: target.address, resource: target.node, module: target.module, key: target.key, importing: { id: wanted.id },
    mode: 'managed', type: block.type, name: block.name, deposed: undefined, source: kind.source, alias: undefined, providerModule: undefined,
    value: state, tainted: false, private: read.value.private, dependencies: [], createBeforeDestroy: false,
  };
}
