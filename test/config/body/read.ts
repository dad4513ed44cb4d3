import { Findings, JsonBody, NativeBody, type RawBody, type RawBlock } from '../../../src/config/body';
import { readBlocks, TOP_LEVEL } from '../../../src/config/blocks';
import { emptyDraft, type Draft } from '../../../src/config/draft';
import { parseSource } from '../../../src/config/read-json';
import { positions } from '../../../src/config/text-position';
import { parseNative } from '../../../src/lang';

/** The body of a native file. */
export function nativeBody(text: string): RawBody {
  const place = positions(text, 0);
  const { body, problems } = parseNative(text);
  if (problems.length > 0) throw new Error(problems.map((p) => p.message).join('\n'));
  return new NativeBody(body, (span) => ({ filename: 'main.tf', start: place(span?.start ?? 0), end: place(span?.end ?? text.length) }));
}

/** The body of a JSON file. */
export function jsonBody(value: unknown): RawBody {
  const read = parseSource('main.tf.json', Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), '', 'keep');
  if (!read.ok) throw new Error(read.diagnostics.map((d) => d.detail).join('\n'));
  const { file, path, json } = read.value;
  return new JsonBody(file, path, json);
}

/** All that a body declares. */
export function draftOf(body: RawBody, isRoot = true): Draft {
  const draft = emptyDraft();
  const blocks: readonly RawBlock[] = body.content(TOP_LEVEL, new Findings(draft.problems)).blocks;
  readBlocks(blocks, draft, isRoot);
  return draft;
}
