import type { DrawnGraph, Plan } from '../../plan';
import { printableLine } from '../printable';
import { unheard } from '../unheard';

/** A graph in DOT, as Terraform's `graph` writes the summary of a configuration. */
export function graphDot({ nodes, edges }: DrawnGraph): string {
  const lines = ['digraph G {', '  rankdir = "RL";', '  node [shape = rect, fontname = "sans-serif"];'];
  if (nodes.length === 0) {
    lines.push('  /* This configuration does not contain any resources.         */', '  /* For a more detailed graph, try: holdfast graph -type=plan  */');
  }
  let at: string | undefined;
  for (const node of nodes) {
    if (node.module !== at) {
      if (at !== undefined) lines.push('  }');
      at = node.module;
      if (at !== undefined) lines.push(`  subgraph ${dotText(`cluster_${at}`)} {`, `    label = ${dotText(at)}`, '    fontname = "sans-serif"');
    }
    lines.push(`${at === undefined ? '  ' : '    '}${dotText(node.id)} [label=${dotText(node.label)}${SHAPES[node.kind]}];`);
  }
  if (at !== undefined) lines.push('  }');
  for (const { from, to, cycle } of edges) lines.push(`  ${dotText(from)} -> ${dotText(to)}${cycle === true ? ' [color = "red", penwidth = "2.0"]' : ''};`);
  return unheard(`${[...lines, '}'].join('\n')}\n`);
}

const SHAPES: Readonly<Record<DrawnGraph['nodes'][number]['kind'], string>> = { resource: '', provider: ', shape = diamond', variable: ', shape = note', other: ', shape = plaintext' };

const dotText = (text: string): string => `"${printableLine(text).replace(/["\\]/g, '\\$&')}"`;

/** The same as a Mermaid flowchart. */
export function graphMermaid({ nodes, edges }: DrawnGraph): string {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const lines = ['flowchart RL'];
  let at: string | undefined;
  for (const node of nodes) {
    if (node.module !== at) {
      if (at !== undefined) lines.push('  end');
      at = node.module;
      if (at !== undefined) lines.push(`  subgraph ${names.get(node.id) ?? ''}m[${mermaidText(at)}]`);
    }
    lines.push(`${at === undefined ? '  ' : '    '}${names.get(node.id) ?? ''}[${mermaidText(node.label)}]`);
  }
  if (at !== undefined) lines.push('  end');
  edges.forEach(({ from, to }) => { lines.push(`  ${names.get(from) ?? ''} --> ${names.get(to) ?? ''}`); });
  const red = edges.flatMap(({ cycle }, index) => (cycle === true ? [index] : []));
  if (red.length > 0) lines.push(`  linkStyle ${red.join(',')} stroke:red`);
  return `${lines.join('\n')}\n`;
}

const mermaidText = (text: string): string => `"${printableLine(text).replace(/[#"<>&`%]/g, (sign) => `#${sign.charCodeAt(0)};`)}"`;

/** The steps of a plan, each with those that it waits for. */
export function drawSteps({ steps }: Plan): DrawnGraph {
  return {
    nodes: steps.map(({ id }) => ({ id, label: id, kind: 'resource' })),
    edges: steps.flatMap(({ id, after }) => after.map((to) => ({ from: id, to }))),
  };
}
