import type { InputSource } from './name.ts';
import { hintOnQuotes, type Report } from './problem.ts';

/** The region of the input or of the environment; undefined if neither has one. */
export function readRegion(source: InputSource, environment: NodeJS.ProcessEnv, report: Report): string | undefined {
  const given = [
    ['aws-region', source('aws-region')],
    ['AWS_REGION', environment['AWS_REGION']],
    ['AWS_DEFAULT_REGION', environment['AWS_DEFAULT_REGION']],
  ] as const;
  for (const [setBy, region] of given) {
    if (!region) continue;
    // The region becomes part of a host name: a label of one, by RFC 1123.
    const isLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(region);
    const hint = hintOnZone(region) ?? (isLabel ? undefined : hintOnRegion(region));
    const isCode = isLabel && hint === undefined;
    if (!isCode) report(setBy, region, 'must be the code of a region, such as eu-west-1', hint);
    return region;
  }
  return undefined;
}

/** Zones would become names of hosts that don't exist: `eu-west-1a`, `us-west-2-lax-1a`, `euw1-az1`. */
function hintOnZone(region: string): string | undefined {
  const regionOfZone = /^([a-z]{2,4}(?:-[a-z]+)+-\d)(?:-[a-z]+-\d)?[a-z]$/.exec(region)?.[1];
  if (regionOfZone !== undefined) return `This is an availability zone: write ${regionOfZone}`;
  return /^[a-z]+\d-[a-z0-9-]*az\d$/.test(region) ? 'This is the id of an availability zone' : undefined;
}

function hintOnRegion(region: string): string | undefined {
  const lower = region.toLowerCase().trim();
  return /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(lower) ? `Write ${lower}` : hintOnQuotes(region);
}
