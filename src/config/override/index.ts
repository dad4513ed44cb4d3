export { mergeOverrides } from './merge-blocks';
