export { formatAddress, formatKey, withoutKeys } from './address';
export { covers } from './covers';
export type { Address, InstanceKey, ResourceAddr, ResourceMode } from './address';
export { nameAt, parseAddress, parseTarget } from './parse';
export type { ParsedAddress, Target } from './parse';
export { quote, unquote } from './quote';
