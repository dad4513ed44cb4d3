export type { Expr, ObjectItem, Reference, Traversal, TraversalStep } from './expr';
