/**
 * Reads how a connection to PostgreSQL is written: an address (`postgres://…`), or pairs (`host=… password='a b'`), by the
 * names of its own clients' parameters. undefined for what is neither.
 */
export function parseConnectionText(text: string): ReadonlyMap<string, string> | undefined {
  return /^postgres(ql)?:\/\//i.test(text) ? fromAddress(text) : fromPairs(text);
}

function fromAddress(text: string): ReadonlyMap<string, string> | undefined {
  // A host that is empty or a folder is no host to URL.
  const spelled = text.replace(/^postgres(ql)?:/i, 'http:').replace(/^http:\/\/([^/?#@]*@)?(?=[/?#]|$)/, 'http://$1holdfast-empty.invalid');
  if (!URL.canParse(spelled)) return undefined;
  const url = new URL(spelled);
  const found = new Map<string, string>();
  const put = (name: string, value: string): void => {
    if (value !== '') found.set(name, decoded(value));
  };
  if (url.hostname !== 'holdfast-empty.invalid') put('host', url.hostname.replace(/^\[(.*)\]$/, '$1'));
  // What is 80 to HTTP is written out here.
  put('port', url.port !== '' ? url.port : /^[^/]*\/\/[^/?#]*:80(?=[/?#]|$)/.test(spelled) ? '80' : '');
  put('user', url.username);
  put('password', url.password);
  put('dbname', url.pathname.slice(1));
  for (const [name, value] of url.searchParams) found.set(name, value);
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PAIR = /\s*([A-Za-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/y;

function fromPairs(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  PAIR.lastIndex = 0;
  const rest = text.trimEnd();
  while (PAIR.lastIndex < rest.length) {
    const match = PAIR.exec(rest);
    if (match === null) return undefined;
    found.set(match[1] ?? '', (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'));
  }
  return found;
}

/** The same text without its password. */
export function withoutPassword(text: string): string {
  if (/^postgres(ql)?:\/\//i.test(text)) {
    return text.replace(/^(postgres(?:ql)?:\/\/[^/?#@:]*):[^/?#@]*@/i, '$1@').replace(/([?&])password=[^&#]*&?/gi, '$1').replace(/[?&]$/, '');
  }
  return text.replace(/\s*\bpassword\s*=\s*(?:'(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)/gi, '').trim();
}
