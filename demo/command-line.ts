import { isStoryName, type StoryName, stories, storyNames } from './stories.ts';

/** What the demo was asked to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'tell'; readonly story: StoryName }
  /** `message` says what is wrong with the command line. */
  | { readonly kind: 'refuse'; readonly message: string };

/** Reads the arguments after `npm start --`. */
export function parseCommandLine(words: readonly string[]): Command {
  const [word = storyNames[0], ...others] = words;
  if (words.some((each) => each === '--help' || each === '-h')) return { kind: 'help' };
  if (!isStoryName(word)) {
    return {
      kind: 'refuse',
      message: `There is no story "${printable(word)}". The stories: ${storyNames.join(', ')}.`,
    };
  }
  return others.length === 0
    ? { kind: 'tell', story: word }
    : {
        kind: 'refuse',
        message: `One story at a time, please; after "${word}" there is "${printable(others.join(' '))}".`,
      };
}

/** A word of the command line as a terminal can show it. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Z}]/gu, '?').slice(0, 100);
}

/** What `--help` prints. */
export function helpText(): string {
  const longest = Math.max(...storyNames.map((name) => name.length));
  const list = storyNames.map((name) => `  ${name.padEnd(longest)}  ${stories[name].shows}`);
  return [
    'Shows how the action stops a pipeline deployment of AWS Proton: a few seconds, no AWS account.',
    '',
    'Usage: npm start                  tells the first story',
    '       npm start -- STORY         tells another one',
    '',
    'Stories:',
    ...list,
    '',
    'Exit code: 0 if the story went as told, although its step may have failed; 1 if not; 2 if there is no such story.',
    'Colours: on a terminal, unless NO_COLOR is set.',
    '',
  ].join('\n');
}
