import { agentOf, offline } from '../agent';
import { parsePath, type RemotePath } from '../paths';
import { notFound, precondition, refuse, refusal, reply, type Answer, type Refusal } from '../refusal';
import { Validation, type Requests } from '../requests';
import type { ServiceState } from '../state';
import { treeOf } from '../store';
import { find, type Tree, type TreeNode } from '../tree';
import type { Answers, ListedItem } from './answers';

export function listDirectory(state: ServiceState, request: Requests['ListDirectory']): Answer<Answers['ListDirectory']> {
  const { folderId, computeInstanceId, path: text } = request;
  const checks = new Validation().required('folder_id', folderId).required('compute_instance_id', computeInstanceId, Infinity);
  const path = text === '' ? undefined : checkedPath(state, checks, text);
  if (text === '' && state.switches.empty_path === 'invalid_argument') checks.add('path', 'is required');
  const bad = checks.refusal();
  if (bad !== undefined) return refuse(bad);
  const agent = agentOf(state, folderId, computeInstanceId);
  if (agent.kind !== 'reply') return agent;
  const away = offline(state, agent.value);
  if (away !== undefined) return away;

  const tree = treeOf(state.store, folderId, computeInstanceId);
  const now = state.clock.monotonic();
  if (path === undefined) return reply({ items: withoutPath(state, tree, now) });
  if (tree.windows !== (path.drive !== '')) return absent(state, text);
  const found = find(tree, path, now);
  if ('blocked' in found || ('node' in found && found.node.kind === 'file')) {
    return refuse(precondition('NOT_A_DIRECTORY', text, `${text} is not a directory`));
  }
  return 'node' in found ? reply({ items: childrenOf(state, found.node, path, now) }) : absent(state, text);
}

/** Notes what is wrong with a path that a request carries. */
export function checkedPath(state: ServiceState, checks: Validation, text: string): RemotePath | undefined {
  if (Buffer.byteLength(text) > state.switches.max_path_length) checks.add('path', `must be at most ${state.switches.max_path_length} bytes long`);
  const path = parsePath(text);
  if (typeof path !== 'string') return path;
  checks.add('path', path);
  return undefined;
}

function withoutPath(state: ServiceState, tree: Tree, now: number): readonly ListedItem[] {
  const volumes = [...tree.volumes].filter(([, node]) => node.shownFrom <= now).map(([drive, node]) => ({ parent: undefined, path: { drive, segments: [] }, node }));
  const first = volumes[0];
  return state.switches.empty_path === 'root' && first !== undefined ? childrenOf(state, first.node, first.path, now) : volumes;
}

function childrenOf(state: ServiceState, node: TreeNode, path: RemotePath, now: number): readonly ListedItem[] {
  const items: ListedItem[] = [];
  for (const child of node.children.values()) {
    if (child.shownFrom > now || (child.kind === 'file' && state.switches.list_files === 'off')) continue;
    items.push({ parent: path, path: { drive: path.drive, segments: [...path.segments, child.name] }, node: child });
  }
  return items;
}

function absent(state: ServiceState, path: string): Answer<Answers['ListDirectory']> {
  const why = (): Refusal => {
    switch (state.switches.list_absent) {
      case 'invalid_argument':
        return refusal('INVALID_ARGUMENT', `Request validation error: path: ${path} does not exist`, { kind: 'bad-request', violations: [{ field: 'path', description: 'does not exist' }] });
      case 'failed_precondition':
        return precondition('NO_SUCH_DIRECTORY', path, `${path} does not exist`);
      case 'not_found':
      case 'empty':
        return notFound('Directory', path);
    }
  };
  return state.switches.list_absent === 'empty' ? reply({ items: [] }) : refuse(why());
}
