import { forbidCommandsInTitles } from './conventions/titles.ts';

forbidCommandsInTitles();
