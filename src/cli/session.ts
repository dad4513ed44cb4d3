import type { Allowances, PlanKeys, SessionOptions, VariableOption } from '../compose';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { PlanMode } from '../plan';
import type { Invocation } from './command';
import type { ExitCodes } from './exit-code';

/** What the flags and the environment say of where, with what and how. `emit` is the command's own. */
export function sessionOf({ parsed, io, dir }: Invocation): Outcome<SessionOptions> {
  const problems: Diagnostic[] = [];
  const variables = parsed.sequence.flatMap(({ flag, value }): VariableOption[] => {
    if (flag === 'var-file') return [{ kind: 'file', path: value }];
    if (flag !== 'var') return [];
    const at = value.indexOf('=');
    if (at > 0) return [{ kind: 'var', name: value.slice(0, at).trim(), value: value.slice(at + 1) }];
    problems.push(diagnostic('cli_flag_invalid', `-var takes NAME=VALUE, and this one has no name before an equals sign. Write -var 'name=value'.`));
    return [];
  });
  const parallelism = parsed.numbers.get('parallelism');
  if (parallelism === 0) problems.push(diagnostic('cli_flag_invalid', '-parallelism=0 would start nothing. Give a number of 1 or more.'));
  if (problems.length > 0) return fail(...problems);
  const stack = parsed.texts.get('stack');
  const stateFile = parsed.texts.get('state');
  const stateOutFile = parsed.texts.get('state-out');
  const backupFile = parsed.texts.get('backup');
  const worldFile = parsed.texts.get('world');
  const listed = (name: 'target' | 'exclude' | 'replace', option: 'targets' | 'excludes' | 'replace'): Pick<SessionOptions, 'targets' | 'excludes' | 'replace'> => {
    const list = parsed.lists.get(name);
    return list === undefined ? {} : { [option]: list };
  };
  const refresh = parsed.switches.get('refresh');
  return ok({
    ...listed('target', 'targets'), ...listed('exclude', 'excludes'), ...listed('replace', 'replace'), ...(refresh === undefined ? {} : { refresh }),
    dir, variables, env: io.env, allow: allowancesOf(parsed),
    lockTimeoutMs: parsed.numbers.get('lock-timeout') ?? 0,
    lock: parsed.switches.get('lock') ?? true,
    planKeys: planKeysOf(parsed),
    signal: io.soft, hardSignal: io.hard,
    ...(stack === undefined ? {} : { stack }),
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(stateOutFile === undefined ? {} : { stateOutFile }),
    ...(backupFile === undefined ? {} : { backupFile }),
    ...(worldFile === undefined ? {} : { worldFile }),
    ...(parallelism === undefined ? {} : { parallelism }),
  });
}

function allowancesOf(parsed: Invocation['parsed']): Allowances {
  const maxDeletes = parsed.numbers.get('max-deletes');
  const plaintext = parsed.switches.get('plaintext');
  const insecure = parsed.switches.get('insecure');
  const caFile = parsed.texts.get('ca-file');
  return {
    allowedHosts: parsed.lists.get('allow-host') ?? [],
    appEnv: parsed.lists.get('app-env') ?? [],
    ...(plaintext === undefined ? {} : { plaintext }),
    ...(insecure === undefined ? {} : { insecure }),
    ...(caFile === undefined ? {} : { caFile }),
    ...(maxDeletes === undefined ? {} : { maxDeletes }),
  };
}

/** Keys for saved plans, and the digest that is wanted. */
function planKeysOf({ lists, texts }: Invocation['parsed']): PlanKeys {
  const expectDigest = texts.get('expect-digest');
  return {
    encryption: lists.get('plan-key') ?? [], sign: lists.get('sign-key') ?? [], verify: lists.get('verify-key') ?? [],
    signSecrets: lists.get('sign-secret') ?? [], verifySecrets: lists.get('verify-secret') ?? [],
    ...(expectDigest === undefined ? {} : { expectDigest }),
  };
}

/** What a saved plan is read with. */
export function readingOf({ parsed, io, dir }: Pick<Invocation, 'parsed' | 'io' | 'dir'>): Pick<SessionOptions, 'dir' | 'env' | 'planKeys'> {
  return { dir, env: io.env, planKeys: planKeysOf(parsed) };
}

/** Whether a person may be asked: not without a terminal, not with -input=false, not where TF_INPUT says no. */
export function mayAsk({ parsed, io }: Invocation): boolean {
  const env = io.env['TF_INPUT'];
  return io.interactive && (parsed.switches.get('input') ?? true) && env !== '0' && env !== 'false';
}

/**
 * The same where changes are to be approved. cdktn has the terminal itself: it shows its person what we ask, and writes the answer to
 * our input, which is no terminal. It tells of itself in TF_APPEND_USER_AGENT; when it ends, so does our input.
 */
export function mayAskToApply(invocation: Invocation): boolean {
  const { io } = invocation;
  const byCaller = /^cdktn\//.test(io.env['TF_APPEND_USER_AGENT'] ?? '');
  return mayAsk(byCaller ? { ...invocation, io: { ...io, interactive: true } } : invocation);
}

/** Our own codes, unless Terraform's are asked for. */
export function exitCodesOf({ parsed }: Pick<Invocation, 'parsed'>): ExitCodes {
  return parsed.texts.get('exit-codes') === 'terraform' ? 'terraform' : 'holdfast';
}

/** Which kind of plan the flags ask for. */
export function modeOf({ switches }: Invocation['parsed']): PlanMode {
  return switches.get('destroy') === true ? 'destroy' : switches.get('refresh-only') === true ? 'refresh-only' : 'normal';
}

/** Kinds of plans that exclude each other. */
export function modeConflict({ switches }: Invocation['parsed']): readonly Diagnostic[] {
  return switches.get('destroy') === true && switches.get('refresh-only') === true
    ? [diagnostic('cli_flags_conflict', '-destroy removes everything, and -refresh-only changes nothing in the world. Give one of them.')] : [];
}

/** Where a command works, for what needs no more. */
export function placeOf({ io, dir }: Pick<Invocation, 'io' | 'dir'>): Pick<SessionOptions, 'dir' | 'env'> {
  return { dir, env: io.env };
}
