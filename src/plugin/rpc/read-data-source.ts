import { sendDiagnostics } from '../diagnostics';
import { readValue, sendValue } from '../dynamic-value';
import { needsSettings } from '../problems';
import type { Handler } from './handler';
import { currentWalk, dataType } from './types';

export const readDataSource: Handler<'ReadDataSource'> = async (door, { typeName, config }) => {
  const walk = currentWalk(door);
  const { type } = dataType(door, typeName);
  if (!walk.settled) return { diagnostics: sendDiagnostics([needsSettings()]) };
  const read = await walk.configured.reader.readData({ type: typeName, address: `data.${typeName}`, config: readValue(config, type) });
  const diagnostics = sendDiagnostics(walk.tell(read.diagnostics));
  return read.ok ? { state: sendValue(read.value, type), diagnostics } : { diagnostics };
};
