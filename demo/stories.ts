import { protonStories } from './proton-stories.ts';
import { stackStories } from './stack-stories.ts';
import type { Story } from './story.ts';

/** The name of a story, as `npm start -- NAME` takes it. */
export type StoryName = keyof typeof protonStories | keyof typeof stackStories;

/** Every story by its name. */
export const stories: Readonly<Record<StoryName, Story>> = { ...protonStories, ...stackStories };

/** The story that is shown if none is named. */
export const defaultStory: StoryName = 'cancelled';

/** Whether a text is the name of a story. */
export function isStoryName(text: string): text is StoryName {
  return Object.hasOwn(stories, text);
}

/** The names of the stories, in the order of the list. */
export const storyNames: readonly StoryName[] = Object.keys(stories).filter(isStoryName);
