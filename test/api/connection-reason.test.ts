import { reasonInWords } from '../../src/api/connection-reason';

describe('why a connection failed, in words', () => {
  it.each([
    ['nobody listens', 'Error: connect ECONNREFUSED 127.0.0.1:1', 'nothing accepts connections there (ECONNREFUSED)'],
    ['an unknown name', 'Name resolution failed for target dns:nosuch.example:443', 'the name of the host is not known'],
    ['a name that the resolver denies', 'getaddrinfo ENOTFOUND nosuch.example', 'the name of the host is not known (ENOTFOUND)'],
    ['no route', 'Error: connect EHOSTUNREACH 10.0.0.1:443', 'no way leads there (EHOSTUNREACH)'],
    ['a certificate of somebody else', 'Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match', 'its certificate is for another host'],
    ['an expired certificate', 'Error: certificate has expired', 'its certificate has expired'],
    ['plaintext where TLS is wanted', 'Error: 803C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/x.c:350:\n',
      'what listens there does not speak TLS; for an emulator on this machine, set YC_PLAINTEXT=1'],
    ['what nobody thought of, on one line', 'Error: \n odd\tthing ', 'Error: odd thing'],
  ])('%s', (_sentence, said, words) => expect(reasonInWords(said)).toBe(words));

  it('names the setting that trusts an authority', () => {
    expect(reasonInWords('Error: self-signed certificate in certificate chain')).toContain('HOLDFAST_CA_FILE');
  });
});
