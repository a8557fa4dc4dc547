import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { list, mapping, text, texts } from '../../scripts/yaml-file.ts';
import { problemsOf } from './actionlint.ts';
import { files, read, slug } from './repository.ts';
import { type Workflow, type WorkflowStep, workflowsIn } from './workflow-file.ts';

const workflows = workflowsIn('.github/workflows');

function stepsOf({ jobs }: Workflow): readonly WorkflowStep[] {
  return jobs.flatMap(({ steps }) => steps);
}

describe.each(workflows)('the workflow $file', (workflow) => {
  test('is sound', async () => {
    expect(await problemsOf(workflow.file, workflow.source)).toEqual([]);
  });

  test('gives permissions job by job, and none to all', () => {
    expect(workflow.permissions).toEqual({});
    for (const { permissions } of workflow.jobs) expect(Object.values(texts(permissions))).not.toEqual([]);
  });

  test('bounds its time, and runs once at a time for one thing', () => {
    for (const { timeoutMinutes } of workflow.jobs) expect(Number(timeoutMinutes)).toBeGreaterThan(0);
    expect(mapping(workflow.concurrency)['group']).toBeDefined();
  });

  test('keeps no credentials in the checkout', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter(({ inputs }) => inputs['persist-credentials'] !== 'false')).toEqual([]);
  });

  test('puts no expression into a script, where its value could become code', () => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('installs what the lockfile says', () => {
    const scripts = stepsOf(workflow).map(({ run }) => run ?? '');
    expect(scripts.filter((script) => /npm (i|install|add)\b|npx /.test(script))).toEqual([]);
  });
});

describe.each([...workflows, ...workflowsIn('examples')])('the actions that $file uses', ({ source }) => {
  const uses = [...source.matchAll(/uses: (\S+)(.*)/g)].map(([, action = '', comment = '']) => ({ action, comment }));

  test('are pinned by commit, with the version beside it', () => {
    const own = ['./', './guard', './emulator', `${slug}@v1`, `${slug}/guard@v1`, `${slug}/emulator@v1`];
    const loose = uses.filter(
      ({ action, comment }) =>
        !own.includes(action) && !(/@[0-9a-f]{40}$/.test(action) && /^ # v\d+\.\d+\.\d+$/.test(comment)),
    );
    expect(loose).toEqual([]);
  });
});

describe('all workflows together', () => {
  test('use one version of each action', () => {
    const actions = [...workflows, ...workflowsIn('examples')].flatMap(stepsOf).flatMap(({ uses }) => uses ?? []);
    const versions = Map.groupBy(new Set(actions), (action) => action.split('@')[0]);
    expect([...versions.values()].filter((found) => found.length > 1)).toEqual([]);
  });

  test('give the token that writes only to jobs that install nothing', () => {
    const writing = workflows
      .flatMap(({ jobs }) => jobs)
      .filter(({ permissions }) =>
        Object.entries(texts(permissions)).some(
          ([scope, access]) => !['security-events', 'id-token'].includes(scope) && access === 'write',
        ),
      );
    expect(writing.map(({ name }) => name).toSorted()).toEqual(['commit', 'release']);
    expect(writing.flatMap(({ steps }) => steps).filter(({ run }) => /\b(npm|node)\b/.test(run ?? ''))).toEqual([]);
  });

  test('give an identity only to the attestation of a release, and at AWS to what is on main', () => {
    const withIdentity = workflows.filter(({ jobs }) =>
      jobs.some((job) => texts(job.permissions)['id-token'] === 'write'),
    );
    const [acceptance, ...others] = withIdentity;
    expect(others.map(({ file }) => file)).toEqual(['.github/workflows/release.yml']);
    expect(acceptance?.jobs.map(({ name }) => name)).toEqual(['acceptance']);
    expect(acceptance?.source).toContain("    if: github.ref == 'refs/heads/main'\n");
    expect(read('acceptance/trust.json')).toContain(`"repo:${slug}:ref:refs/heads/main"`);
  });

  test('give no secret to what runs on a branch of Dependabot: a dispatched run, unlike that of its pull request, gets them', () => {
    const dispatched = workflows.filter(({ triggers }) => mapping(triggers)['workflow_dispatch'] !== undefined);
    const elsewhere = dispatched.filter(({ file }) => file !== '.github/workflows/acceptance.yml');
    expect(elsewhere.map(({ file }) => file)).toEqual(['.github/workflows/ci.yml']);
    for (const { source, jobs } of elsewhere) {
      expect(source).not.toMatch(/\bsecrets\b|^\s*environment:/m);
      expect(jobs.map(({ permissions }) => permissions)).toEqual(jobs.map(() => ({ contents: 'read' })));
    }
  });

  test('build what is shipped on the Node of setup-node, without scripts of packages and without a cache', () => {
    const building = workflows
      .flatMap(({ jobs }) => jobs)
      .filter(({ steps }) => steps.some(({ run }) => /scripts\/build\.ts|npm run build/.test(run ?? '')));
    expect(building.map(({ name }) => name).toSorted()).toEqual(['dist', 'dist', 'rebuild', 'toolchain']);
    for (const { steps } of building) {
      const node = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
      expect(node?.inputs).toEqual({ 'node-version-file': '.node-version', 'package-manager-cache': 'false' });
      const scripts = steps.map(({ run }) => run ?? '').join('\n');
      expect(scripts.match(/npm (?!ci --ignore-scripts$).*/gm) ?? []).toEqual([]);
      expect(scripts).toMatch(/^node scripts\/build\.ts && node scripts\/build-emulator\.ts$/m);
    }
  });

  test('are called by names that exist', () => {
    const names = workflows.map(({ source }) => text(mapping(parse(source))['name']));
    const triggers = workflows.flatMap(({ triggers: all }) =>
      typeof all === 'string' ? [] : list(mapping(mapping(all)['workflow_run'])['workflows']),
    );
    expect(names).toEqual(expect.arrayContaining([...triggers]));
    const called = workflows.flatMap(({ source }) =>
      [...source.matchAll(/gh workflow run (\S+)/g)].map(([, file]) => file),
    );
    expect(workflows.map(({ file }) => file.slice('.github/workflows/'.length))).toEqual(
      expect.arrayContaining(called),
    );
  });
});

describe('dependabot.yml', () => {
  const updates = list(mapping(parse(read('.github/dependabot.yml')))['updates']).map(mapping);

  test('looks after packages and actions, and lets new versions cool down', () => {
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'npm', 'github-actions']);
    for (const update of updates) expect(Number(mapping(update['cooldown'])['default-days'])).toBeGreaterThanOrEqual(7);
  });
});

describe('the issue templates', () => {
  test('are YAML of the form that GitHub takes', () => {
    for (const file of files('.github/ISSUE_TEMPLATE').filter((name) => !name.endsWith('config.yml'))) {
      const template = mapping(parse(read(file)));
      expect([template['name'], template['description']].map((value) => typeof value)).toEqual(['string', 'string']);
      const fields = list(template['body']).map(mapping);
      const ids = fields.flatMap((field) => text(field['id']) ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const field of fields) {
        expect(text(field['type'])).toMatch(/^(markdown|textarea|input|dropdown|checkboxes)$/);
      }
    }
  });
});
