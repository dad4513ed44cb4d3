import { posix } from 'node:path';
import { STRING, str } from '../../../values';
import { parameter, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec, type FunctionWorld } from '../types';

const HOME = /^~(?:[/\\]|$)/;

/** A path with the home folder in the place of `~`. */
export function expandHome(path: string, world: FunctionWorld): string | FunctionFault {
  if (!path.startsWith('~')) return path;
  if (!HOME.test(path)) return new FunctionFault('Only the home folder of oneself can be meant by "~": write "~/" or a whole path.');
  if (world.home === undefined) return new FunctionFault('There is no home folder that "~" could stand for.');
  return cleaned(posix.join(world.home, path.slice(1)));
}

/** Without a slash at the end, unless it is the root. */
function cleaned(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

function pathFunction(name: string, description: string, work: (path: string, world: FunctionWorld) => string | FunctionFault): FunctionSpec {
  return {
    name,
    description,
    parameters: [parameter('path', STRING, 'The path.')],
    returns: STRING,
    call: (args, world) => {
      const path = work(textOf(args, 0), world);
      return path instanceof FunctionFault ? path : str(path);
    },
  };
}

/** All of a path up to its last slash. */
function folderOf(path: string): string {
  return cleaned(path.slice(0, path.lastIndexOf('/') + 1) || '.');
}

function lastOf(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

export const paths: readonly FunctionSpec[] = [
  pathFunction('abspath', 'Gives a path as an absolute one: from the folder where the command works, without "." and "..".', (path, world) => posix.resolve(world.folder, path)),
  pathFunction('basename', 'Gives the last part of a path.', lastOf),
  pathFunction('dirname', 'Gives a path without its last part.', folderOf),
  pathFunction('pathexpand', 'Gives a path with the home folder in the place of a "~" at its start.', expandHome),
];
