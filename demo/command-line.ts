import { defaultStory, isStoryName, type StoryName, stories, storyNames } from './stories.ts';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'tell'; readonly story: StoryName }
  /** `message` says what is wrong with the command line. */
  | { readonly kind: 'refuse'; readonly message: string };

/** Reads the arguments after `npm start --`. */
export function parseCommandLine(words: readonly string[]): Command {
  const [word = defaultStory, ...others] = words;
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
        message: `Name only one story, not also "${printable(others.join(' '))}".`,
      };
}

/** A word of the command line, safe to show on a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Z}]/gu, '?').slice(0, 100);
}

/** What `--help` prints. */
export function helpText(): string {
  const longest = Math.max(...storyNames.map((name) => name.length));
  const list = storyNames.map((name) => `  ${name.padEnd(longest)}  ${stories[name].shows}`);
  return [
    'Shows how this action cancels AWS Proton pipeline deployments and CloudFormation stack updates.',
    'Takes a few seconds and needs no AWS account: an emulator on this machine stands in for AWS.',
    '',
    `Usage: npm start             shows the story "${defaultStory}"`,
    '       npm start -- STORY    shows another one',
    '',
    'Stories:',
    ...list,
    '',
    'Exit code: 0 if the story ended as expected, even if its step failed, 1 if not, 2 for bad input.',
    'Colours: on a terminal, unless NO_COLOR is set.',
    '',
  ].join('\n');
}
