import { connect } from '../../src/api';
import { settingsFor } from './settings';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';

jest.mock('@grpc/grpc-js', () => { throw new Error('gRPC was loaded'); });

describe('a command that makes no call', () => {
  it('does not load gRPC, even with a connection', () => {
    const connection = connect(settingsFor('127.0.0.1:1'), { clock: fakeClock(), random: seededRandom() });
    if (!connection.ok) throw new Error('settings');
    connection.value.close();
    // The net has no hole: with a call it would be loaded.
    expect(() => connection.value.api.get({ computeInstanceId: 'vm' })).toThrow('gRPC was loaded');
  });
});
