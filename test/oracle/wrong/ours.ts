/** Cases where our answer differs and is to differ, each with its reason. */
export const OURS: ReadonlyMap<string, string> = new Map([
  ['blocks: a provisioner that there is not', 'provisioners are refused by name and place'],
  ['blocks: a backend with a reference', 'told before anything is opened, and not first by init'],
  ['blocks: replace_triggered_by of nothing declared', 'told by validate, and not first by plan'],
  ['blocks: a precondition about self', 'told once'],
  ['json: a list at the top', 'told once'],
  ['modules: a provider that is handed on and is not there', 'told where it is handed on'],
  ['nested: an alias that a module has not', 'providers come with this build: none is missing'],
  ['providers: a provider with an argument that it has not', 'told by validate: the argument would do nothing'],
  ['providers: a required provider that is a number', 'providers come with this build: none is installed'],
  ['providers: a resource with a provider that is not there', 'told with its place'],
  ['references: a resource in the count of itself', 'told by validate, and not first by plan'],
  ['references: a resource that refers to itself', 'told by validate, and not first by plan'],
  ['references: a type that there is not', 'told with its place'],
  ['references: an instance of a module without count', 'told by validate, and not first by plan'],
  ['values: an argument that is computed', 'told with its place'],
  ['values: the id is computed', 'told with its place'],
]);
