import { afterAll } from 'vitest';
import { endAll } from './after-file.ts';
import { forbidCommandsInTitles } from './conventions/titles.ts';

forbidCommandsInTitles();
afterAll(endAll);
