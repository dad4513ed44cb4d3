export { startEmulator } from './start';
export type { Emulator, EmulatorOptions } from './start';
export { changeWorld, openControl, readStats, readWorld } from './grpc-control-client';
export { switchNames, switchTable } from './switches';
export type { Switches, SwitchName } from './switches';
export { faultKinds, parseFaults } from './faults';
export type { LedgerLine } from './ledger';
export { emulatorCommand } from './command/command';
