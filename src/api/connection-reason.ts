/** What a socket, a resolver or TLS says of a failed connection, and what that means to a person. The first that fits counts. */
const REASONS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/ECONNREFUSED/, 'nothing accepts connections there'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/, 'the name of the host is not known'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, 'no way leads there'],
  [/ERR_TLS_CERT_ALTNAME_INVALID|altnames/, 'its certificate is for another host'],
  [/CERT_HAS_EXPIRED|certificate has expired/, 'its certificate has expired'],
  [/SELF_SIGNED|self.signed|UNABLE_TO_|unable to (?:get|verify)|DEPTH_ZERO/,
    'its certificate is not of an authority that is trusted here; if it is right, name the authority\'s file with -ca-file or HOLDFAST_CA_FILE'],
  [/wrong version number|packet length too long|EPROTO|unknown protocol/, 'what listens there does not speak TLS; for an emulator on this machine, set YC_PLAINTEXT=1'],
  [/ECONNRESET|EPIPE|socket hang up|disconnected before secure/, 'the connection was cut off; it may want TLS, or not want it'],
];

const LONGEST = 300;

/** Why a connection failed, in words; on one line, with the code where there is one. */
export function reasonInWords(said: string): string {
  const code = /\bE[A-Z]{3,}\b/.exec(said)?.[0];
  const known = REASONS.find(([pattern]) => pattern.test(said))?.[1];
  if (known !== undefined) return code === undefined ? known : `${known} (${code})`;
  return said.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}
