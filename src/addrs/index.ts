export { formatAddress } from './address';
export type { Address, InstanceKey, ResourceAddr, ResourceMode } from './address';
