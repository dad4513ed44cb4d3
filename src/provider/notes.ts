import type { Note } from './types';

/** A remark that names what is done besides: `intro`, and of each effect what people call it. */
export function listingNote(kind: Note['kind'], intro: string, items: readonly { readonly effect: string; readonly name: string }[]): Note {
  return { kind, text: `${intro}: ${items.map(({ name }) => name).join(', ')}.`, listing: { intro, items } };
}

/** Remarks without the effects of which nothing is to be said, such as those that a resource is declared for. What is left is text alone. */
export function withoutEffects(notes: readonly Note[], leftOut: (effect: string) => boolean): readonly Note[] {
  return notes.flatMap(({ kind, text, listing }) => {
    if (listing === undefined) return [{ kind, text }];
    const items = listing.items.filter(({ effect }) => !leftOut(effect));
    return items.length === 0 ? [] : [{ kind, text: listingNote(kind, listing.intro, items).text }];
  });
}
