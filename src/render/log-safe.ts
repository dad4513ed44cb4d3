/** GitHub takes `::` at the beginning of a line, behind white space of any kind; `##[` and `##vso[` count anywhere in one. GitLab's sections begin a line. */
const AT_START = /(^|[\r\n])((?:[^\S\r\n]|[\u0085\u180e])*)(?=::|section_(?:start|end):)/gi;
const ANYWHERE = /##(?=\[|vso\[)/gi;

/** Text for the log of a pipeline, without anything that its runner obeys. Idempotent. */
export const logSafe = (text: string): string => text.replace(AT_START, '$1$2| ').replace(ANYWHERE, '# #');
