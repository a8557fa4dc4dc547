// Loaded into a step before the bundle: notes when the step started, got a signal, printed something and ended, in its own time. That is
// the machine's, less the time in which the process waited for a core (Linux alone tells it: proc(5), schedstat).
const { appendFileSync, readFileSync } = require('node:fs');

const { OWN_TIME_FILE: file } = process.env;

function waitedMilliseconds() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

function note(what) {
  appendFileSync(file, `${what} ${Number(process.hrtime.bigint()) / 1e6 - waitedMilliseconds()}\n`);
}

/** Has a method note something before it does its work. */
function noteBefore(object, name, what) {
  const method = object[name];
  object[name] = function noted(...words) {
    note(what);
    return method.apply(this, words);
  };
}

note('start');
process.on('exit', () => note('end'));
// The ways to end at once.
noteBefore(process, 'kill', 'end');
if (process.execve !== undefined) noteBefore(process, 'execve', 'end');
noteBefore(process.stdout, 'write', 'output');
// Not by a listener here: without the step's own, a signal has to end the process.
const on = process.on;
process.on = function withNote(event, listener) {
  if (event !== 'SIGINT' && event !== 'SIGTERM') return on.call(this, event, listener);
  return on.call(this, event, (...words) => {
    note('signal');
    listener(...words);
  });
};
