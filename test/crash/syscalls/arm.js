'use strict';
/*
 * Loaded into the command before anything else (NODE_OPTIONS=--require): lets strace take hold of one thread, and waits until it has.
 * strace counts the calls of each thread by itself, so with one thread in libuv's pool the n-th fsync is the n-th fsync of the
 * work of this command, whatever Node does elsewhere. What is run under strace comes in ARM_STRACE.
 */
const { spawn } = require('node:child_process');
const { readdirSync, readFileSync, stat } = require('node:fs');

const { thread, args } = JSON.parse(process.env.ARM_STRACE);
delete process.env.ARM_STRACE;
delete process.env.NODE_OPTIONS;

/** The first work for the pool makes its thread. */
function poolThread() {
  const tasks = () => readdirSync('/proc/self/task');
  const before = new Set(tasks());
  stat('/', () => undefined);
  return tasks().find((task) => !before.has(task));
}

const tid = thread === 'pool' ? poolThread() : String(process.pid);
spawn('strace', ['-p', tid, ...args], { stdio: 'ignore', detached: true }).unref();

const cell = new Int32Array(new SharedArrayBuffer(4));
const traced = () => /^TracerPid:\t[1-9]/m.test(readFileSync(`/proc/self/task/${tid}/status`, 'utf8'));
for (let i = 0; !traced(); i++) {
  if (i > 10_000) throw new Error('strace did not take hold');
  Atomics.wait(cell, 0, 0, 2);
}
Atomics.wait(cell, 0, 0, 10);
