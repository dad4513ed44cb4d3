import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDifferences, edges } from './differences';

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'a.tpl': 'hello ${name} ${upper(x)}\n', 'bin.tpl': Uint8Array.of(0xff, 0xfe), 'l.tpl': '%{ for a in l ~}\n${a},\n%{ endfor ~}\n', 'v.tpl': '${v}',
  'r.tpl': '${templatefile("a.tpl",{})}', 'bad.tpl': '${', 'ts.tpl': '${templatestring(name,{})}', 'f.tpl': '${file("p.tpl")}!', 'p.tpl': 'plain', 'i.tpl': '%{if true}x%{endif}${1}',
  'ns.tpl': '${nonsensitive(v)}', 'nn.tpl': '${a.b}${l[0]}', 'ind.tpl': '%{ if a }\n  yes\n%{ else }\n  no\n%{ endif }\n%{ for i, x in b }${i}=${x};%{ endfor }\n', 'fn.tpl': '${core::upper(a)} ${nope(a)}',
  'empty.tpl': '', 'var.tpl': '${var.us}', 'path.tpl': '${path.module}', 'null.tpl': 'x${v}',
};

describeDifferences('template', () => edges('template'), (folder) => {
  mkdirSync(join(folder, 'dir'));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
});
