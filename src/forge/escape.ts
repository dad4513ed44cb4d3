/** Text on its way into what a pipeline reads: nothing in it may be taken for a command. */

/** The value of a command of GitHub's: `::error::VALUE`. */
const commandData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
/** A property of one: `file=VALUE`. */
const commandProperty = (text: string): string => commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** A line that GitHub, Gitea and Forgejo show beside the code. */
export function actionsAnnotation({ level, title, text, file, line }: Annotation): string {
  const place = file === undefined ? '' : `file=${commandProperty(file)},${line === undefined ? '' : `line=${line},`}`;
  return `::${level} ${place}title=${commandProperty(title)}::${commandData(text)}`;
}

/** The same for Azure. */
export function azureAnnotation({ level, title, text, file, line }: Annotation): string {
  const place = file === undefined ? '' : `sourcepath=${azureProperty(file)};${line === undefined ? '' : `linenumber=${line};`}`;
  return `##vso[task.logissue type=${level === 'error' ? 'error' : 'warning'};${place}]${azureData(`${title}: ${text}`)}`;
}

/** A variable that later steps of an Azure job have. */
export const azureOutput = (name: string, value: string): string => `##vso[task.setvariable variable=${azureProperty(name)};isOutput=true]${azureData(value)}`;

/** Azure decodes these in values that it reads. */
const azureData = (text: string): string => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const azureProperty = (text: string): string => azureData(text).replaceAll(';', '%3B').replaceAll(']', '%5D');

/**
 * Entries for the file that GITHUB_OUTPUT names. @param delimiter an unguessable word, made for this one writing: whoever knew it could
 * end a value early and set another output.
 */
export function outputEntries(values: readonly (readonly [name: string, value: string])[], delimiter: string): string {
  return values.map(([name, value]) => {
    if (value.includes(delimiter) || !/^[\w-]+$/.test(name)) throw new Error('a delimiter that stands in the value');
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  }).join('');
}

/** `NAME=VALUE` lines, as GitLab reads a report of variables. A value has no line's end there. */
export function dotenvEntries(values: readonly (readonly [name: string, value: string])[]): string {
  return values.map(([name, value]) => `${name.toUpperCase().replaceAll('-', '_')}=${value.replace(/[\r\n]+/g, ' ')}\n`).join('');
}
