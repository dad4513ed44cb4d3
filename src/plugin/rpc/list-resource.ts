import { diagnostic, Failure } from '../../diagnostics';
import { impliedType } from '../../schema';
import { sendDiagnostics } from '../diagnostics';
import type { Door } from '../door';
import { readValue, sendValue } from '../dynamic-value';
import { identityOf } from '../identity';
import { needsSettings } from '../problems';
import type { SentListEvent, WireListRequest } from '../wire';
import type { Handler } from './handler';
import { currentWalk, managedType } from './types';

export const validateListResourceConfig: Handler<'ValidateListResourceConfig'> = (door, { typeName, config }) => {
  const value = readValue(config, impliedType(listSchema(door, typeName).block));
  return { diagnostics: sendDiagnostics(door.provider.validateResource('data', typeName, value)) };
};

/** `terraform query`: one answer for each object that exists, managed or not. */
export async function listResource(door: Door, request: WireListRequest): Promise<readonly SentListEvent[]> {
  const walk = currentWalk(door);
  const { typeName } = request;
  const { type } = managedType(door, typeName);
  const config = readValue(request.config, impliedType(listSchema(door, typeName).block));
  if (!walk.settled || walk.configured.listObjects === undefined) return [{ displayName: '', diagnostic: sendDiagnostics([needsSettings()]) }];
  const limit = Number(request.limit);
  const listed = await walk.configured.listObjects({ type: typeName, config, limit: limit > 0 ? limit : Infinity });
  const told: readonly SentListEvent[] = listed.diagnostics.length === 0 ? [] : [{ displayName: '', diagnostic: sendDiagnostics(listed.diagnostics) }];
  if (!listed.ok) return told;
  return [...told, ...listed.value.map(({ name, state }): SentListEvent => ({
    displayName: name, diagnostic: [], ...identityOf(door, typeName, state, 'identity'),
    ...(request.includeResourceObject ? { resourceObject: sendValue(state, type) } : {}),
  }))];
}

function listSchema(door: Door, typeName: string) {
  const schema = door.provider.lists?.get(typeName);
  if (schema === undefined) throw new Failure([diagnostic('provider_type_unsupported', `Objects of type "${typeName}" cannot be listed.`)]);
  return schema;
}
