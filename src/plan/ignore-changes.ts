import type { IgnoredPath, Lifecycle } from '../config';
import { impliedType, type BlockSchema } from '../schema';
import { isKnown, isNull, nullOf, type PathStep, type Value, type ValuePath } from '../values';

/**
 * The arguments with what is ignored as it was before: whole attributes, parts of objects and lists, and single keys of maps, which
 * come and go with the prior map. Neither value has marks. Without a prior object nothing is ignored.
 */
export function ignoreChanges(ignored: Lifecycle['ignoreChanges'], prior: Value, config: Value, schema: BlockSchema): Value {
  if (isNull(prior) || config.kind !== 'object') return config;
  if (ignored === 'all') return settable(prior, config, schema);
  return ignored.reduce((value: Value, path) => keep(prior, value, effective(path, prior, config) ?? NOWHERE), config);
}

const NOWHERE: ValuePath = ['']; // No argument has an empty name.

/**
 * Where a path leads as Terraform takes it: `.name` goes into objects only, `[0]` into lists and tuples, `["key"]` into maps. A key at
 * the end that is asked of something else means the whole of that; undefined where the path leads nowhere.
 */
function effective(path: IgnoredPath, prior: Value, config: Value): ValuePath | undefined {
  const taken: PathStep[] = [];
  let [was, is]: (Value | undefined)[] = [prior, config];
  for (const [i, step] of path.entries()) {
    if (was === undefined || is === undefined || !isKnown(is) || isNull(is)) return undefined;
    const isLast = i === path.length - 1;
    if (typeof step === 'object') {
      if (is.kind !== 'map' || was.kind !== 'map') return isLast ? taken : undefined;
    } else if (typeof step === 'number' ? is.kind !== 'list' && is.kind !== 'tuple' : is.kind !== 'object') return undefined;
    const name = typeof step === 'object' ? step.key : step;
    taken.push(name);
    [was, is] = [memberOf(was, name), memberOf(is, name)];
  }
  return taken;
}

/** The parts that are secret of what `ignoreChanges` makes: where the prior value stands, those of the prior value. */
export function ignoredMarks(ignored: Lifecycle['ignoreChanges'], { prior, config }: { readonly prior: Value; readonly config: Value }, before: readonly ValuePath[], now: readonly ValuePath[], schema: BlockSchema): readonly ValuePath[] {
  if (before.length === 0 && now.length === 0) return now;
  if (ignored === 'all') return before.filter(([name]) => isArgument(schema, String(name)));
  const taken = ignored.flatMap((path) => [effective(path, prior, config) ?? NOWHERE]);
  const isBelow = (path: ValuePath): boolean => taken.some((one) => one.every((step, i) => String(step) === String(path[i])));
  return [...now.filter((path) => !isBelow(path)), ...before.filter(isBelow)];
}

function isArgument(schema: BlockSchema, name: string): boolean {
  const attribute = schema.attributes.get(name);
  return attribute === undefined || attribute.optional === true || attribute.required === true;
}

/** All arguments as they were; what only the provider decides is no argument. */
function settable(prior: Value, config: Value, schema: BlockSchema): Value {
  if (prior.kind !== 'object' || config.kind !== 'object') return config;
  const entries = new Map(config.entries);
  for (const name of impliedType(schema).attributes.keys()) {
    if (isArgument(schema, name)) entries.set(name, prior.entries.get(name) ?? config.entries.get(name) ?? nullOf({ kind: 'dynamic' }));
  }
  return { kind: 'object', entries };
}

/** `config` with what `prior` has at a path. A path that leads nowhere in either changes nothing, but for keys of maps. */
function keep(prior: Value, config: Value, [step, ...rest]: ValuePath): Value {
  if (step === undefined) return prior;
  if (!isKnown(config) || isNull(config)) return config;
  switch (config.kind) {
    case 'object': {
      const [was, is] = [memberOf(prior, step), config.entries.get(String(step))];
      if (was === undefined || is === undefined) return config;
      return { ...config, entries: new Map(config.entries).set(String(step), keep(was, is, rest)) };
    }
    case 'map': return keepKey(prior, config, String(step), rest);
    case 'list': case 'tuple': {
      const index = Number(step);
      const [was, is] = [memberOf(prior, index), config.items[index]];
      return was === undefined || is === undefined ? config : { ...config, items: config.items.with(index, keep(was, is, rest)) };
    }
    case 'set': case 'string': case 'number': case 'bool': case 'null': case 'unknown': case 'marked': return config;
  }
}

function keepKey(prior: Value, config: Extract<Value, { kind: 'map' }>, key: string, rest: ValuePath): Value {
  if (!isKnown(prior)) return config;
  const was = memberOf(prior, key);
  const is = config.entries.get(key);
  const entries = new Map(config.entries);
  if (rest.length > 0) {
    if (was === undefined || is === undefined) return config;
    entries.set(key, keep(was, is, rest));
  } else if (was === undefined) entries.delete(key);
  else entries.set(key, was);
  return { ...config, entries };
}

function memberOf(value: Value, step: PathStep): Value | undefined {
  switch (value.kind) {
    case 'object': case 'map': return value.entries.get(String(step));
    case 'list': case 'tuple': return value.items[Number(step)];
    case 'set': case 'string': case 'number': case 'bool': case 'null': case 'unknown': case 'marked': return undefined;
  }
}
