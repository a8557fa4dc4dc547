import type { Target, TargetKind } from '../cancellation/model/plan.ts';
import type { InputSource } from './name.ts';
import { hintOnQuotes, type Report } from './problem.ts';
import { readStack, reportForeignRegions, type StackName } from './stack-arn.ts';
import { readList } from './values.ts';

/** The targets of the step, and the region that their ARNs name, if they name one. */
export interface Targets {
  readonly targetKind: TargetKind;
  readonly targets: readonly Target[];
  readonly region: string | undefined;
}

/** Reads `service-name` or `stack-name`, of which exactly one is given. `region`: of the step, by input or environment. */
export function readTargets(source: InputSource, region: string | undefined, report: Report): Targets {
  const [services, stacks] = [source('service-name'), source('stack-name')];
  if (services === '' && stacks === '') {
    const rule = 'is required, unless stack-name is given: the name of a Proton service, or several';
    report('service-name', services, rule);
  }
  if (services !== '' && stacks !== '') {
    const rule = "can't be combined with service-name: a step works on either services or stacks";
    report('stack-name', stacks, rule);
  }
  return services === '' && stacks !== '' ? readStacks(stacks, region, report) : readServices(services, report);
}

function readServices(text: string, report: Report): Targets {
  const names = [...new Set(readNames('service-name', text, 'name', report))];
  for (const name of names) {
    if (isServiceName(name)) continue;
    const rule =
      'must be up to 100 letters (A to Z), digits, hyphens and underscores, beginning with a letter or a digit';
    report('service-name', name, rule, hintOnService(name));
  }
  const targets = names.map((name) => ({ name, reference: name }));
  return { targetKind: 'service', targets, region: undefined };
}

function readNames(
  input: 'service-name' | 'stack-name',
  text: string,
  what: string,
  report: Report,
): readonly string[] {
  const names = readList(input, text, report);
  if (names?.length === 0 && text !== '') report(input, text, `must have at least one ${what}`);
  return names ?? [];
}

/** Constraints of `serviceName` (API reference of CancelServicePipelineDeployment). */
function isServiceName(text: string): boolean {
  return text.length <= 100 && /^[0-9A-Za-z][0-9A-Za-z_-]*$/.test(text);
}

function hintOnService(name: string): string | undefined {
  if (/^arn:[^:]*:cloudformation:/.test(name)) return 'This is a stack ARN: use stack-name for it';
  const service = /^arn:[^:]*:proton:[^:]*:[^:]*:service\/([^/]+)/.exec(name)?.[1];
  if (service !== undefined) return `This is an ARN: give only the name, ${service}`;
  if (name.startsWith('arn:')) return 'This is an ARN: give only the name of the service';
  return hintOnName(name);
}

/** Likely slips with names of either kind. */
function hintOnName(name: string): string | undefined {
  if (/^- ?\S+$/.test(name)) return 'Leave out the dashes: one name per line';
  return hintOnQuotes(name) ?? (/\S[\s;]+\S/.test(name) ? 'Separate names with newlines or commas' : undefined);
}

function readStacks(text: string, region: string | undefined, report: Report): Targets {
  const stacks: StackName[] = [];
  for (const entry of new Set(readNames('stack-name', text, 'name or ARN', report))) {
    const stack = readStack(entry);
    if (stack !== undefined) stacks.push(stack);
    else report('stack-name', entry, stackRule, hintOnStack(entry));
  }
  const stepRegion = region ?? stacks.find((stack) => stack.region !== undefined)?.region;
  reportForeignRegions(stacks, region, stepRegion, report);
  return { targetKind: 'stack', targets: withoutRepetition(stacks, report), region: stepRegion };
}

const stackRule =
  'must be the ARN of a stack, or its name: up to 128 letters (A to Z), digits and hyphens, beginning with a letter';

function hintOnStack(entry: string): string | undefined {
  if (/^arn:[^:]*:proton:/.test(entry)) return 'This is a Proton ARN: give the name of the service as service-name';
  if (/^arn:[^:]*:cloudformation:.*(\*|:stack\/[^/]*\/?)$/.test(entry)) {
    return 'A stack ARN ends with an id; the name is enough';
  }
  if (entry.startsWith('arn:')) return 'Not a stack ARN (expected arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID)';
  if (entry.includes('_') && isServiceName(entry)) return 'If this is a Proton service, give it as service-name';
  return hintOnName(entry);
}

/** Each stack once, known by its ARN if one was given, at the place where it was given first. */
function withoutRepetition(stacks: readonly StackName[], report: Report): readonly Target[] {
  const targets = new Map<string, StackName>();
  for (const stack of stacks) {
    const earlier = targets.get(stack.name);
    if (earlier === undefined || earlier.region === undefined) targets.set(stack.name, stack);
    else if (stack.region !== undefined && stack.reference !== earlier.reference) {
      const rule = `must not have the same name as another stack in the list, ${earlier.reference}`;
      report('stack-name', stack.reference, rule);
    }
  }
  return [...targets.values()].map(({ name, reference }) => ({ name, reference }));
}
