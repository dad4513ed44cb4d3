import { faultKinds } from '../faults';
import { switchNames, switchTable, takes } from '../switches';
import { controlFlags, serveFlags } from './arguments';

/** The help of `holdfast emulator`: flags, every switch with its values, default and meaning, every fault. */
export function helpText(): string {
  const flag = (f: { readonly name: string; readonly value: string; readonly help: string }): string => `  ${`--${f.name} ${f.value}`.padEnd(28)} ${f.help}`;
  const switches = switchNames.map((name) => {
    const spec = switchTable[name];
    return `  ${name} = ${String(spec.default)}\n      ${takes(spec)}\n      ${spec.meaning}`;
  });
  const faults = Object.entries(faultKinds).map(([kind, meaning]) => `  ${kind.padEnd(26)} ${meaning}`);
  return [
    'Usage: holdfast emulator --world FILE [flags]      serve Cloud Backup from a world file',
    '       holdfast emulator world --endpoint E        print the present world as JSON',
    '       holdfast emulator change --endpoint E       change the world by JSON lines from stdin',
    '       holdfast emulator stats --endpoint E        print how often each method was called',
    '',
    'The first line on stdout is {"endpoint":"HOST:PORT"}. SIGTERM or SIGINT ends it.',
    '',
    'Flags:',
    ...serveFlags.map(flag),
    '',
    'Flags of world, change and stats:',
    ...controlFlags.map(flag),
    '',
    'Verbs of change, each as {"VERB":{"folder_id":..,"compute_instance_id":..,...}}:',
    '  add_instance, set_instance   resource_id and any field of an instance in a world file',
    '  register_instance            the same, with after_ms: what an agent does',
    '  remove_instance              resource_id when one of several is meant',
    '  add_directory, remove_directory   path',
    '  add_file                     path, size',
    '  start_operation              method (CreateDirectory or Delete), path, resource_id, operation_time_ms, fails, created_by',
    '',
    'Switches, with their defaults; --switch NAME=VALUE:',
    ...switches,
    '',
    'Faults; --fault KIND=PROBABILITY, or KIND@METHOD=PROBABILITY with a method, "reads" or "mutations":',
    ...faults,
    '',
  ].join('\n');
}
