import { isNewer, isSame, markerLine, readMarker, type Marker } from './marker';
import { answered, type Note, type NoteStore, type Reply } from './types';

export type StickyEnd =
  | { readonly did: 'created' | 'updated' | 'unchanged'; readonly url: string | undefined }
  /** A later run was here before: its comment stands. */
  | { readonly did: 'left-newer'; readonly url: string | undefined; readonly at: string };

export interface StickyOptions {
  readonly marker: Marker;
  /** Markdown below the marker. */
  readonly text: string;
  readonly form?: 'html' | 'reference';
  /** false: where there is no comment yet, none is made. */
  readonly create?: boolean;
}

/** Times that a comment whose fate is not known is looked for before it is sent again. */
const MOST_CREATES = 3;
/** Comments too many that one run removes. */
const MOST_REMOVED = 20;

/**
 * Puts a comment in the place of the one that an earlier run left, or makes it. Only comments by the token's owner count: a marker in
 * anybody else's is not ours. An answer that got lost is followed by a look, so that no second comment appears.
 */
export async function putSticky(store: NoteStore, options: StickyOptions): Promise<Reply<StickyEnd | { readonly did: 'none'; readonly url: undefined }>> {
  const body = `${markerLine(options.marker, options.form)}\n${options.text.replace(/\s+$/, '')}\n`;
  for (let attempt = 1; ; attempt++) {
    const me = await store.me();
    if (!me.ok) return me;
    const found = await ownNotes(store, me.value, options.marker);
    if (!found.ok) return found;
    const [newest, ...others] = found.value;
    if (newest !== undefined) {
      await removeAll(store, others);
      if (isNewer(newest.marker, options.marker)) return answered({ did: 'left-newer', url: newest.note.url, at: newest.marker.at });
      if (sameBody(newest.note.body, body)) return answered({ did: 'unchanged', url: newest.note.url });
      const updated = await store.update(newest.note, body);
      // Somebody deleted it while we looked.
      if (!updated.ok && updated.problem.kind === 'missing' && attempt < MOST_CREATES) continue;
      return updated.ok ? answered({ did: 'updated', url: newest.note.url }) : updated;
    }
    if (options.create === false) return answered({ did: 'none', url: undefined });
    const created = await store.create(body);
    if (created.ok) return afterwards(store, created.value, me.value, options.marker);
    const uncertain = created.problem.kind === 'unreachable' || created.problem.kind === 'server';
    if (!uncertain || attempt >= MOST_CREATES) return created;
  }
}

/**
 * Two runs may each have found no comment, and made one. Each looks again: the newest stays, of equals the one that came first, so
 * that all who look agree, and whoever made the last one sees all of them.
 */
async function afterwards(store: NoteStore, made: Note, me: string, marker: Marker): Promise<Reply<StickyEnd>> {
  const found = await ownNotes(store, made.author === '' ? me : made.author, marker);
  const [stays, ...others] = found.ok ? found.value : [];
  // What cannot be seen now is put right by the next run.
  if (stays === undefined) return answered({ did: 'created', url: made.url });
  await removeAll(store, others);
  return answered(stays.note.id === made.id ? { did: 'created', url: made.url } : { did: 'left-newer', url: stays.note.url, at: stays.marker.at });
}

/** One that cannot be removed stays, and is found again by the next run. */
async function removeAll(store: NoteStore, own: readonly { readonly note: Note }[]): Promise<void> {
  for (const { note } of own.slice(0, MOST_REMOVED)) await store.remove(note);
}

/** Comments of ours with such a marker, the newest first, of equals the oldest. */
async function ownNotes(store: Pick<NoteStore, 'list'>, me: string, like: Marker): Promise<Reply<readonly { readonly note: Note; readonly marker: Marker }[]>> {
  const listed = await store.list();
  if (!listed.ok) return listed;
  const own = listed.value.flatMap((note) => {
    if (note.author.toLowerCase() !== me.toLowerCase()) return [];
    const marker = readMarker(note.body);
    return marker !== undefined && isSame(marker, like) ? [{ note, marker }] : [];
  });
  return answered(own.sort((a, b) => (isNewer(a.marker, b.marker) ? -1 : isNewer(b.marker, a.marker) ? 1 : 0)));
}

/** Forges change ends of lines and drop those at the end. */
const sameBody = (a: string, b: string): boolean => flat(a) === flat(b);
const flat = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();
