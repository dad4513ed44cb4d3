/** Rules for one name of a path, and for what an instance's family of systems cannot hold. */

export type PathFamily = 'posix' | 'windows';

const MAX_NAME_BYTES = 255;
/** `C0`, DEL and `C1` controls, and the separators of lines and paragraphs. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
/** Unpaired halves of a surrogate pair: they do not survive UTF-8. */
const SURROGATE = /\p{Surrogate}/u;
/** What the cloud's console refuses in names. */
const REFUSED = /[\\/:*?"'<>|]/u;
/** What most names are: nothing that any rule of every system minds. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?: *\..*)?$/iu;

/** Whether a text takes more bytes than `most` in UTF-8. A UTF-16 unit takes three at most. */
export function isLonger(text: string, most: number): boolean {
  return text.length * 3 > most && Buffer.byteLength(text, 'utf8') > most;
}

/** Why this is no name of a directory, in words that finish "the name ...", and what to do: undefined when it is one. */
export function nameProblem(name: string, family: PathFamily): string | undefined {
  if (name === '') return 'is empty: two separators stand in a row. Remove one of them';
  if (name === '.' || name === '..') return `is "${name}", and a path is taken as it is written. Write it without that`;
  if (PLAIN.test(name)) return family === 'posix' ? undefined : windowsProblem(name);
  if (SURROGATE.test(name)) return 'holds half of a surrogate pair, which no file system can store. Choose another name';
  if (CONTROL.test(name)) return 'holds a control character. Choose another name';
  const refused = REFUSED.exec(name);
  if (refused !== null) return `holds ${refused[0]} , one of the characters \\ / : * ? " ' < > | that Cloud Backup does not take in names. Choose another name`;
  if (isLonger(name, MAX_NAME_BYTES)) return `is longer than ${MAX_NAME_BYTES} bytes, which is more than systems take. Choose a shorter name`;
  return family === 'posix' ? undefined : windowsProblem(name);
}

function windowsProblem(name: string): string | undefined {
  if (/[ .]$/u.test(name)) return 'ends with a space or a dot, which Windows drops. Write it without that';
  if (DEVICE.test(name)) return 'is a device name that Windows keeps for itself. Choose another name';
  return undefined;
}

/**
 * The form of a Windows name that two spellings share: lower case, letter by letter. A letter whose lower case is
 * longer than itself stays, so that no two names meet that Windows tells apart.
 */
export function foldCase(name: string): string {
  let folded = '';
  for (const letter of name) {
    const lower = letter.toLowerCase();
    folded += lower.length === letter.length ? lower : letter;
  }
  return folded;
}
