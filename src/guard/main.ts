import { runToEnd } from '../host/process-end.ts';

runToEnd(async (signal) => {
  const { run } = await import('./before.ts');
  return run(signal);
});
