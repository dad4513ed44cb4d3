/**
 * Makes an output the same in every run: ids, times and addresses are named. A box that names a place of this machine is
 * laid out without wrapping, since where its lines break depends on how long that name is.
 */
export function steady(text: string, places: Readonly<Record<string, string | undefined>>): string {
  const named = unwrapBoxes(text, Object.values(places).filter((place): place is string => place !== undefined && place !== ''));
  const placed = Object.entries(places).reduce((rest, [name, place]) => (place === undefined || place === '' ? rest : rest.replaceAll(place, name)), named);
  return placed
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UUID')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME')
    .replace(/\b(?:[0-9a-f]{64}|generation-(\d+)-[0-9a-f]{16})\b/g, (_, serial: string | undefined) => (serial === undefined ? 'SHA256' : `generation-${serial}-SHA`))
    .replace(/\[operation=[^\]]*\]/g, '[operation=ID]')
    .replace(/operation \w{20}\b/g, 'operation ID')
    .replace(/^(│ {3}Who: {7}).*$/m, '$1USER@HOST')
    .replace(/^(│ {3}Version: {3}).*$/m, '$1VERSION')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/(?:Holdfast v?|this build has |"(?:holdfast|terraform|holdfast_version)": ?")\d+\.\d+\.\d+/g, (found) => found.replace(/\d+\.\d+\.\d+/, 'VERSION'))
    .replace(/"platform": "\w+"/, '"platform": "PLATFORM"')
    .replace(/\bcd[0-9a-z]{18}\b/g, 'OPERATION')
    .replace(/(after|elapsed_seconds":|elapsed)( ?)\d+s?/g, '$1$2N');
}

function unwrapBoxes(text: string, places: readonly string[]): string {
  return text.replace(/╷\n[^]*?╵\n/g, (box) => {
    // A long name may be broken nowhere but at its spaces, so it stands on one line.
    if (!places.some((place) => box.includes(place))) return box;
    return box.replace(/(│ \S.*)\n(?=│ \S)/g, (_, line: string) => `${line} `).replace(/ │ /g, ' ');
  });
}
