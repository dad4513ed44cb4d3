import type { DrawnGraph } from '../../plan';
import { GROUP_TITLES, groupOf } from './groups';
import type { PreviewView } from './preview-view';

/** The objects of a preview, each with those that it waits for. */
export function drawPreview(view: PreviewView): DrawnGraph {
  return drawn(view, '', undefined);
}

/** Those of several stacks, each in a frame with its name. */
export function drawPreviews(stacks: readonly { readonly name: string | undefined; readonly view: PreviewView }[]): DrawnGraph {
  const parts = stacks.map(({ name, view }, at) => drawn(view, `${at}:`, name));
  return { nodes: parts.flatMap(({ nodes }) => nodes), edges: parts.flatMap(({ edges }) => edges) };
}

function drawn({ objects }: PreviewView, prefix: string, module: string | undefined): DrawnGraph {
  return {
    nodes: objects.map((object, at) => {
      const group = groupOf(object);
      return { id: `${prefix}${at}`, label: `${group === undefined ? '' : `${GROUP_TITLES[group]}: `}${object.address}`, kind: 'resource', module };
    }),
    edges: objects.flatMap(({ after }, at) => after.map((to) => ({ from: `${prefix}${at}`, to: `${prefix}${to}` }))),
  };
}
