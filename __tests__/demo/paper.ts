import type { Screen } from '../../demo/screen.ts';

/** A screen without colours that keeps what is written to it. */
export interface Paper {
  readonly screen: Screen;
  readonly text: () => string;
}

/** Makes a paper so many columns wide. */
export function createPaper(width: number): Paper {
  let written = '';
  return {
    screen: {
      width,
      paint: (text) => text,
      write: (text) => {
        written += `${text}\n`;
      },
    },
    text: () => written,
  };
}

/** The parts of what the demo shows, each with its heading. */
export function partsOf(text: string): readonly string[] {
  return text.trimEnd().split(/\n(?=── )/);
}
