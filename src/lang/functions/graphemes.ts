const PLAIN = /^[\x20-\x7e]*$/;
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Consonants that newer Unicode joins to the syllable before them; Terraform's (15.0) begins a cluster there. */
const JOINED_LETTER = /(?<=[\p{M}\u200d])(?=\p{Lo})/u;

/** The characters of a text as people count them: the extended grapheme clusters of Unicode 15.0. */
export function graphemes(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.split('');
  const clusters: string[] = [];
  for (const { segment } of SEGMENTER.segment(text)) {
    if (segment.length === 1) clusters.push(segment);
    else clusters.push(...segment.split(JOINED_LETTER));
  }
  return clusters;
}
