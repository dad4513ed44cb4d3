/** GitHub takes `::` at the beginning of a line; `##[` and `##vso[` count anywhere in one. GitLab's sections begin a line. */
const AT_START = /(^|[\r\n])([ \t]*)(?=::|section_(?:start|end):)/gi;
const ANYWHERE = /##(?=\[|vso\[)/gi;

/** Text for the log of a pipeline, without anything that its runner obeys. Idempotent. */
export const logSafe = (text: string): string => text.replace(AT_START, '$1$2| ').replace(ANYWHERE, '# #');
