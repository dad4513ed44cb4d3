import { withoutKeys } from '../../addrs';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Making } from '../making';
import type { Moved } from '../moves/move-priors';
import type { Selection, Wanted } from './selection';

/** What is told of a plan that is not of everything. An object that moved has to be in it. */
export function judgeSelection({ targets = [], importing }: Wanted, selection: Selection, moves: Moved['moves']): readonly Diagnostic[] {
  if (!selection.partial || importing !== undefined) return [];
  const option = targets.length > 0 ? '-target' : '-exclude';
  const told = [diagnostic('plan_partial', `This plan is made with ${option}: it leaves things out, so that it may not have all changes that the configuration asks for. `
    + `${option} is for exceptions, such as getting out of an error. Plan without it when that is done.`)];
  const outside = moves.filter(({ to }) => !selection.takes(to));
  if (outside.length === 0) return told;
  const list = outside.map(({ from, to }) => `${from} to ${to}`).join(', ');
  return [...told, diagnostic('plan_moved_outside', `Objects of the state have moved to other addresses, and ${option} leaves them out: ${list}. What they are at the new address cannot be left open. `
    + (targets.length > 0 ? `Add ${outside.map(({ to }) => `-target='${to}'`).join(' ')}, or plan without -target.` : 'Do not exclude them, or plan without -exclude.'))];
}

/** Wishes for a replacement that name a resource where an instance of it has to be named. */
export function unmatchedReplacements({ inputs, out, graph }: Making): readonly Diagnostic[] {
  return (inputs.wanted?.replace ?? []).filter(({ key }) => key === undefined).flatMap((wanted) => {
    // Terraform looks at everything of that type and name, in whichever module.
    const own = withoutKeys(wanted.address).split('.').slice(-2).join('.');
    const repeated = [...graph.nodes.values()].some((node) => node.kind === 'resource' && node.block.address === own && (node.block.count !== undefined || node.block.forEach !== undefined));
    const node = withoutKeys(wanted.address);
    const declared = out.decided.filter((d) => d.node === node && d.change.mode === 'managed' && d.change.deposed === undefined && (d.making !== undefined || d.ending === undefined));
    const instances = declared.map(({ change }) => change.address).sort();
    if (!repeated && (instances.length === 0 || instances.includes(wanted.address))) return [];
    const named = instances.filter((address) => address !== wanted.address);
    return [diagnostic('plan_replace_incomplete', `-replace=${wanted.address} leaves out the key of an instance: what is declared under that name has a key each. `
      + (named.length === 0 ? 'There is none of it now.' : `To replace some of them:\n${named.map((address) => `  -replace='${address}'`).join('\n')}`), { address: wanted.address })];
  });
}
