export { makeCertificate } from './certificate';
export { listen } from './grpc-server';
export type { Log } from './log';
export { openDoor } from './serve';
