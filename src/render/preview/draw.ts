import type { DrawnGraph } from '../../plan';
import { GROUP_TITLES, groupOf } from './groups';
import type { PreviewView } from './preview-view';

/** The objects of a preview, each with those that it waits for. */
export function drawPreview({ objects }: PreviewView): DrawnGraph {
  return {
    nodes: objects.map((object, at) => {
      const group = groupOf(object);
      return { id: String(at), label: `${group === undefined ? '' : `${GROUP_TITLES[group]}: `}${object.address}`, kind: 'resource' };
    }),
    edges: objects.flatMap(({ after }, at) => after.map((to) => ({ from: String(at), to: String(to) }))),
  };
}
