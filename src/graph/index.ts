export { drawCycle, makeGraph, topologicalOrder } from './graph';
export type { Graph, Ordered } from './graph';
export { walk } from './walk';
export type { Visit, WalkPorts } from './walk';
export { mapBounded } from './bounded';
