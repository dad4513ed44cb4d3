import type { Plan } from './types';

/**
 * A plan as a small readable program, for tests: one line a step in an order that may run, what it waits for behind `<-`,
 * and its effects indented below. Ids and times are left out, so equal inputs give equal text.
 */
export function planProgram(plan: Plan): string {
  const lines: string[] = [];
  const done = new Set<string>();
  let left = [...plan.steps];
  while (left.length > 0) {
    const free = left.filter((s) => s.after.every((id) => done.has(id)));
    if (free.length === 0) throw new Error('steps wait for each other');
    for (const step of free) {
      done.add(step.id);
      lines.push(step.after.length === 0 ? step.id : `${step.id} <- ${step.after.join(', ')}`);
      if ('effects' in step) for (const effect of step.effects) lines.push(`  ${effect.text}`);
      if (step.kind === 'prerequisite') lines.push(`  ${step.effect.text}`);
    }
    left = left.filter((s) => !done.has(s.id));
  }
  return lines.join('\n');
}
