import { parseNative } from '../lang';

/** What each byte of a file is in: a block of native syntax by its header, a part of JSON by the keys that lead to it. */
export function contextIn(file: string, text: string): (byte: number) => string | undefined {
  if (/\.json$/.test(file)) return (byte) => jsonContext(text, byte);
  if (!/\.tf(?:vars)?$/.test(file)) return () => undefined;
  const { blocks } = parseNative(text).body;
  return (byte) => {
    const at = Buffer.from(text).subarray(0, byte).toString().length;
    // What a block begins with is not in it yet; one that never ends reaches to the end of the file.
    const block = blocks.find(({ span }) => span.start < at && at <= span.end);
    return block === undefined ? undefined : [block.type, ...block.labels.map((label) => JSON.stringify(label.text))].join(' ');
  };
}

/** The objects and arrays around a place: `resource.t.n`, `locals.a[1]`. A file that is no JSON has none. */
function jsonContext(text: string, byte: number): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const end = Buffer.from(text).subarray(0, byte).toString().length;
  const around: { key: string | number | undefined; inArray: boolean; index: number; name: string | undefined }[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs;
  for (let match = token.exec(text); match !== null && match.index + match[0].length <= end; match = token.exec(text)) {
    const top = around.at(-1);
    const [found] = match;
    if (found === '{' || found === '[') around.push({ key: top?.inArray === true ? top.index : top?.name, inArray: found === '[', index: 0, name: undefined });
    else if (found === '}' || found === ']') around.pop();
    else if (found === ',' && top !== undefined) {
      top.index++;
      top.name = undefined;
    } else if (top !== undefined && !top.inArray && top.name === undefined) top.name = String(JSON.parse(found));
  }
  const path = around.slice(1).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key ?? ''}`)).join('');
  return path === '' ? undefined : path.replace(/^\./, '');
}
