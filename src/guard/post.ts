import { runToEnd } from '../host/process-end.ts';

runToEnd(async (signal) => {
  const { run } = await import('./after.ts');
  return run(signal);
});
