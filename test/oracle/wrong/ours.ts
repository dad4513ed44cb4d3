/** Cases where our answer differs and is to differ, each with its reason. */
export const OURS: ReadonlyMap<string, string> = new Map([
  ['blocks: a provisioner that there is not', 'provisioners are refused by name and place'],
  ['blocks: a count with a block', 'the argument that is missing is not asked for where a block has its name'],
]);
