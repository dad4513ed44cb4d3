/** The files of a folder that make up a configuration, each kind in the order in which it counts. */
export interface ChosenFiles {
  readonly primary: readonly string[];
  readonly overrides: readonly string[];
  /** Files for OpenTofu alone. */
  readonly foreign: readonly string[];
}

/** Editors' and version control's leavings, which Terraform leaves out too. */
const isLeaving = (name: string): boolean => name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
const isSource = (name: string): boolean => name.endsWith('.tf') || name.endsWith('.tf.json');
const isOverride = (name: string): boolean => /(?:^|_)override\.tf(?:\.json)?$/.test(name);

/** Names are compared by their code units, so that the order is the same everywhere. */
export function chooseFiles(names: readonly string[]): ChosenFiles {
  const own = names.filter((name) => !isLeaving(name)).sort((a, b) => (a < b ? -1 : 1));
  const sources = own.filter(isSource);
  return {
    primary: sources.filter((name) => !isOverride(name)),
    overrides: sources.filter(isOverride),
    foreign: own.filter((name) => /\.tofu(?:\.json)?$/.test(name)),
  };
}
