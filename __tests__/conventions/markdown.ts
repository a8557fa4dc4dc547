import { list, mapping, text } from '../../scripts/yaml-file.ts';
import { files, read } from './repository.ts';

/** A document, named from the repository's root. */
export interface Document {
  readonly file: string;
  readonly source: string;
}

/** All Markdown documents of the repository. */
export function documents(): readonly Document[] {
  return files('*.md').map((file) => ({ file, source: read(file) }));
}

/** The fenced code blocks of a document in one language, also those in a quotation. */
export function blocksIn(source: string, language: string): readonly string[] {
  return [...source.matchAll(/^((?:> )? *)```(\S+)\n(.*?)^\1```$/gms)]
    .filter(([, , found]) => found === language)
    .map(([, mark, , code = '']) => (mark?.startsWith('>') ? code.replaceAll(/^> ?/gm, '') : code));
}

/** The rows of the first table under a heading: its cells, without header. */
export function tableUnder(source: string, heading: string): readonly (readonly string[])[] {
  const section = source.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n');
  const start = lines.findIndex((line) => /^\|( :-+:? \|)+$/.test(line));
  const rows = start < 0 ? [] : lines.slice(start + 1);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The names by which GitHub lets the headings of a document be linked to. */
export function anchorsIn(source: string): ReadonlySet<string> {
  const headings = [...source.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The texts in backticks in a table's cell, or in a sentence. */
export function namesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** The actions that an IAM policy names, in its order. */
export function actionsIn(policy: unknown): readonly (string | undefined)[] {
  return list(mapping(policy)['Statement']).flatMap((statement) => [mapping(statement)['Action']].flat().map(text));
}
