import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import { directorySwitches } from './directories';
import { operationSwitches } from './operations';
import { registrationSwitches } from './registrations';
import { serviceSwitches } from './service';
import type { SwitchSpec, ValuesOf } from './spec';

/** Every thing that is unknown about the real service, and what this one does about it by default. */
export const switchTable = { ...registrationSwitches, ...directorySwitches, ...operationSwitches, ...serviceSwitches } as const;

export type SwitchName = keyof typeof switchTable;
export type Switches = ValuesOf<typeof switchTable>;

// Its keys are exactly those of the literal above.
export const switchNames = Object.keys(switchTable) as readonly SwitchName[];

export function defaultSwitches(): Switches {
  return Object.fromEntries(switchNames.map((name) => [name, switchTable[name].default])) as unknown as Switches;
}

/** Reads `NAME=VALUE` texts over the defaults; the last of a name wins. */
export function parseSwitches(settings: readonly string[]): Outcome<Switches> {
  const values: Record<string, string | number> = { ...defaultSwitches() };
  for (const setting of settings) {
    const at = setting.indexOf('=');
    const name = at < 0 ? setting : setting.slice(0, at);
    const spec = Object.hasOwn(switchTable, name) ? (switchTable as Readonly<Record<string, SwitchSpec>>)[name] : undefined;
    if (spec === undefined) {
      return fail(diagnostic('emulator_unknown_switch', `There is no switch "${name}". "holdfast emulator --help" lists them all.`));
    }
    const value = at < 0 ? undefined : parseValue(spec, setting.slice(at + 1));
    if (value === undefined) {
      return fail(diagnostic('emulator_switch_value', `The switch "${name}" takes ${takes(spec)}, as in "--switch ${name}=${String(spec.default)}"; "${setting}" gives something else.`));
    }
    values[name] = value;
  }
  return ok(values as unknown as Switches);
}

function parseValue(spec: SwitchSpec, text: string): string | number | undefined {
  if (spec.kind === 'choice') return spec.values.includes(text) ? text : undefined;
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** What a switch takes, for people. */
export function takes(spec: SwitchSpec): string {
  return spec.kind === 'choice' ? spec.values.join(' | ') : `a whole number (${spec.unit})`;
}
