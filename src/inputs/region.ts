import type { InputSource } from './name.ts';
import { hintOnQuotes, problemWith, type Report } from './problem.ts';

/** The region of the input or of the environment; undefined if neither has one. */
export function readRegion(source: InputSource, environment: NodeJS.ProcessEnv, report: Report): string | undefined {
  const region = source('aws-region');
  if (region === '') return environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || undefined;
  // The region becomes part of a host name: a label of one, by RFC 1123.
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(region)) {
    const lower = region.toLowerCase().trim();
    const hint = /^[a-z]{2}(-[a-z]+)+-\d$/.test(lower) ? `Write ${lower}` : hintOnQuotes(region);
    report(problemWith('aws-region', region, 'must be the code of a region, such as eu-west-1', hint));
  }
  return region;
}
