export { formatAddress, formatKey, withoutKeys } from './address';
export type { Address, InstanceKey, ResourceAddr, ResourceMode } from './address';
export { nameAt, parseAddress } from './parse';
export type { ParsedAddress } from './parse';
export { quote, unquote } from './quote';
