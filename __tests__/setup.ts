import { afterAll } from 'vitest';
import { endAll } from './after-file.ts';

afterAll(endAll);
