import type { FunctionSpec } from '../types';
import { contents } from './contents';
import { fileset } from './fileset';
import { paths } from './paths';

/** Functions on paths and files. The files themselves come in by the world. */
export const fileFunctions: readonly FunctionSpec[] = [...contents, fileset, ...paths];
