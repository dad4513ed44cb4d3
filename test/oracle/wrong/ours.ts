/** Cases where our answer differs from Terraform's and is to differ, each with its reason. */
export const OURS: ReadonlyMap<string, string> = new Map([
  ['blocks: a provisioner that there is not', 'provisioners are refused by name and place'],
  ['blocks: replace_triggered_by of nothing declared', 'told now, and not only when planning'],
  ['blocks: a backend with a reference', 'told now, and not only by init'],
  ['blocks: a precondition about self', 'Terraform tells the one problem twice'],
  ['json: a list at the top', 'Terraform tells each problem once for every pass over the file'],
  ['modules: a provider that is handed on and is not there', 'told with its place and in words'],
  ['providers: a resource with a provider that is not there', 'told with its place'],
  ['providers: a provider with an argument that it has not', 'the built-in provider takes no arguments, and says so'],
  ['providers: a required provider that is a number', 'a provider that nothing uses is not asked for'],
  ['references: a type that there is not', 'only providers of this build can be had, and that is told at the block'],
  ['references: a resource that refers to itself', 'told now, and not only when planning'],
  ['references: a resource in the count of itself', 'told now, and not only when planning'],
  ['references: an instance of a module without count', 'told now, and not only when planning'],
  ['values: an argument that is computed', 'told with its place'],
  ['values: the id is computed', 'told with its place'],
]);
