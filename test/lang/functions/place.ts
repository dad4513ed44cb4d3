import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'a.txt': 'hello', 'd/b.txt': 'hi\n', 'd/e/c.md': 'x', '.h/z.txt': 'y', bin: Uint8Array.of(0xff, 0xfe, 0), empty: '', 'bom.txt': '\ufeffx', 'nfd.txt': 'e\u0301\n',
};

/** Names that have something to say to patterns. */
const NAMES = [
  'a.txt', 'b.txt', 'ab.txt', 'abc.txt', 'A.TXT', '.dot', 'x[1]/q.txt', 'sub/c.txt', 'sub/deep/d.txt', '.hid/h.txt', 'sp ace/s.txt', 'st*r.txt', 'br{a}.txt',
  'é.txt', '-.txt', 'back.txt', '!.txt', '^.txt', 'c,d.txt', 'a-b.txt', ']x.txt',
];

/** A folder of files for functions to read, with links to a file and to a folder. */
export function fillFiles(folder: string): void {
  const all = { ...FILES, ...Object.fromEntries(NAMES.map((name) => [`g/${name}`, name])) };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  symlinkSync('a.txt', join(folder, 'link'));
  symlinkSync('d', join(folder, 'dl'));
  symlinkSync('nowhere', join(folder, 'broken'));
  symlinkSync('sub', join(folder, 'g/lsub'));
  symlinkSync('a.txt', join(folder, 'g/la.txt'));
}

/** Keys of several kinds, and texts encrypted for the one of RSA, as openssl makes them. */
export function fillKeys(folder: string): void {
  const shell = [
    'openssl genrsa -out k8.pem 2048', 'openssl rsa -in k8.pem -traditional -out k1.pem', 'openssl rsa -in k1.pem -pubout -out pub.pem',
    'openssl rsa -aes128 -passout pass:x -in k1.pem -out ke8.pem', 'openssl rsa -aes128 -traditional -passout pass:x -in k1.pem -out ke1.pem',
    'openssl ecparam -name prime256v1 -genkey -noout -out ec.pem', 'openssl genpkey -algorithm ed25519 -out ed.pem',
    'cp k1.pem ko.pem', "ssh-keygen -p -N '' -f ko.pem -q || cp k1.pem ko.pem",
    'encrypt() { openssl pkeyutl -encrypt -pubin -inkey pub.pem -pkeyopt rsa_padding_mode:$1 | base64 | tr -d "\\n"; }',
    'printf hello | encrypt pkcs1 > ct.txt', 'printf "" | encrypt pkcs1 > ct0.txt', 'printf hello | encrypt oaep > cto.txt',
  ].join('\n');
  const ran = spawnSync('sh', ['-e', '-c', shell], { cwd: folder, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
}
