/** Imported first: grpc-js reads this once, when it is loaded. The SDK's channel to the token service takes roots from nowhere else. */
import path from 'node:path';

export const tlsDir = path.resolve(__dirname, '../emulator/tls');
process.env['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH'] = path.join(tlsDir, 'cert.pem');
