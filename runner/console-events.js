// Plain JavaScript, loaded before a step's script where a process can't be sent signals: it turns messages of the stand-in
// into what Node makes of the console events of Windows.
import process from 'node:process';

process.on('message', (signal) => {
  const isHeard = process.emit(signal, signal);
  // What Node does by default.
  if (!isHeard) process.exit(1);
});
// The channel must not keep the step alive.
process.channel?.unref();
