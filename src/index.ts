import process from 'node:process';
import { connectEarly } from './connect-early.ts';
import { runToEnd } from './host/process-end.ts';

runToEnd(async (signal) => {
  const early = connectEarly(process.env);
  await early?.proceed();
  // Loaded only now: signals are heard already, and the connection is under way.
  const { run } = await import('./main.ts');
  return run(signal, early);
});
