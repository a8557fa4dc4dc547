import fc from 'fast-check';
import { afterAll } from 'vitest';
import { endAll } from './after-file.ts';
import { testSeed } from './seed.ts';

fc.configureGlobal({ seed: testSeed });
afterAll(endAll);
