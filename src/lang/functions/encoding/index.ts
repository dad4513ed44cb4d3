import type { FunctionSpec } from '../types';
import { base64Functions } from './base64';
import { csvFunctions } from './csv';
import { gzipFunctions } from './gzip-functions';
import { jsonFunctions } from './json';
import { textFunctions } from './text';
import { urlFunctions } from './url';
import { yamlFunctions } from './yaml';

export const encodingFunctions: readonly FunctionSpec[] = [
  ...base64Functions, ...csvFunctions, ...gzipFunctions, ...jsonFunctions, ...textFunctions, ...urlFunctions, ...yamlFunctions,
];
