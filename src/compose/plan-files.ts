import { open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { decodePlan, type SavedPlan } from '../plan';
import type { PlanResult, SessionOptions } from './options';
import { readingTerms } from './plan-keys';
import { resultOf } from './plan-result';

/** A plan over this size is not one of ours: 100,000 objects take about a tenth. */
const PLAN_LIMIT = 1024 * 1024 * 1024;

/** Writes a plan that only its owner reads: whole, or not at all. */
export async function writePlanFile(path: string, pieces: readonly string[]): Promise<Outcome<void>> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return ok(undefined);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    return fail(diagnostic('compose_plan_unwritable', `The plan could not be written to ${path}: ${reason(error)}. Nothing was saved and nothing was changed. Name a file in a folder that you may write to.`));
  }
}

/** Reads a saved plan; one that was altered is refused, and one that the keys do not fit. */
export async function readPlanFile(path: string, options: Pick<SessionOptions, 'env' | 'planKeys'> & { readonly dir?: string } = { env: {} }): Promise<Outcome<PlanResult>> {
  const saved = await readSavedPlan(path, options);
  return saved.ok ? ok(resultOf(saved.value.plan, saved.value.digest), saved.diagnostics) : saved;
}

/** The same with what the plan leaves out. */
export async function readSavedPlan(path: string, options: Pick<SessionOptions, 'env' | 'planKeys'> & { readonly dir?: string }): Promise<Outcome<SavedPlan>> {
  const terms = await readingTerms(options);
  if (!terms.ok) return terms;
  let text: string;
  try {
    const about = await stat(path);
    if (!about.isFile() || about.size > PLAN_LIMIT) return fail(unreadable(path, 'it is no regular file of a plan\'s size'));
    text = await readFile(path, 'utf8');
  } catch (error) {
    return fail(unreadable(path, reason(error)));
  }
  const decoded = decodePlan(text, terms.value);
  return decoded.ok ? decoded : fail(...decoded.diagnostics.map((d) => ({ ...d, detail: `${path}: ${d.detail}` })));
}

function unreadable(path: string, why: string) {
  return diagnostic('plan_file_unreadable', `${path} could not be read: ${why}. Name the file that plan -out wrote.`);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['EBUSY', 'it is a folder, or in use'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
]);

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? String(error) : REASONS.get(code) ?? code;
}
