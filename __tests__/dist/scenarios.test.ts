import { describe, expect, test } from 'vitest';
import { runStep } from '../../runner/run-step.ts';
import { afterFile } from '../after-file.ts';
import { GitHubServer } from '../host/github-server.ts';
import { everythingHostile } from '../report/hostile.ts';
import { actingInLog, expectInert } from '../report/inert-markdown.ts';
import { echoScenes } from '../whole-step/echo.ts';
import { operationsOf } from '../whole-step/emulated.ts';
import { environmentOf, startEndpoint } from '../whole-step/scripted-endpoint.ts';
import { emulateStack, startForStack } from './emulated-stack.ts';
import { annotationsOf, emulateService, runAgainst, service } from './emulated-step.ts';

// One run of the bundle for each kind of scene. What each answer, fault and text leads to is proved in process: __tests__/whole-step/.

describe.concurrent('the bundle', () => {
  test('cancels a deployment, and tells all that is known of it', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator);
    const [deployment] = emulator.proton.deployments(service).slice(-1);
    expect(deployment?.status).toBe('CANCELLED');
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      outcome: 'cancelled',
      failed: '[]',
      'deployment-id': deployment?.id,
      'deployment-status': 'CANCELLED',
      'deployment-status-message': 'User initiated cancellation.',
      'last-attempted-deployment-id': deployment?.id,
      'pipeline-arn': `arn:aws:proton:us-east-1:123456789012:service/${service}/pipeline`,
      'template-name': 'emulated-template',
      'template-major-version': '1',
      'template-minor-version': '0',
    });
    for (const time of ['created-at', 'last-deployment-attempted-at', 'last-deployment-succeeded-at']) {
      expect(result.outputs[time]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    // No mask, which would keep outputs from later steps.
    expect(result.commands).toEqual([]);
    expect(result.log[0]).toBe(
      `Cancelling the pipeline deployment of ${service} in us-east-1, waiting up to 30 min. The endpoint is ${emulator.url}, not AWS's own.`,
    );
    expect(result.log.at(-1)).toMatch(/^Cancelled: /);
    expect(result.summary).toContain('Cancelled: ');
    expect(operationsOf(emulator)[0]).toBe('CancelServicePipelineDeployment');
  });

  test('reports bad input in one annotation, and sends nothing', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { inputs: { 'service-name': '::error::x', 'dry-run': 'maybe' } });
    expect([result.exitCode, emulator.requests]).toEqual([1, []]);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Bad input: .*service-name.*dry-run/s)]);
    expect(result.outputs).toMatchObject({ outcome: 'error', results: '[]' });
  });

  test('sets the outputs as soon as AWS has accepted, while the wait goes on', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    const running = await startForStack(emulator);
    await new Promise<void>((resolve) => {
      emulator.onRequest(({ operation }) => {
        if (operation === 'DescribeStacks') resolve();
      });
    });
    const early = await running.outputsSoFar();
    running.process.kill('SIGKILL');
    await running.result;
    expect(early['outcome']).toBe('requested');
  });
});

/** A secret of every kind that a step may have. */
const secrets = {
  AWS_ACCESS_KEY_ID: 'ASIAXQ7ZZNFODNN7WXYZ',
  AWS_SECRET_ACCESS_KEY: 'q9/J4+bXutnFEMI/K7MDENG+bPxRfiCYzzzKEYzz',
  AWS_SESSION_TOKEN: `IQoJb3JpZ2luX2VjE${'Zm9vYmFyL3Rva2Vu+'.repeat(3)}==`,
};
const proxyPassword = 'the-proxy-password-0123456789';
const githubToken = 'ghs_Q9w8E7r6T5y4U3i2O1p0A9s8D7f6G5h4J3k2';
const all = [...Object.values(secrets), proxyPassword, githubToken];

describe.concurrent('hostile text with every secret in it, in every field', () => {
  // Of each kind of target, one with an error and one without; all others are in __tests__/whole-step/hostile-text.test.ts.
  const titles = ['a refusal for want of a permission', 'a stack that rolls back by itself'];

  test.each(titles)('does nothing and shows none: %s', async (title) => {
    const scene = echoScenes.find((each) => each.title === title);
    if (scene === undefined) throw new Error(`There is no scene "${title}".`);
    const github = new GitHubServer();
    afterFile(() => github.stop());
    await github.start();
    const text = `${all.join(' ')} ${everythingHostile}`;
    const endpoint = await startEndpoint((operation) => scene.echo(operation, text));
    const result = await runStep({
      inputs: { ...scene.inputs, 'comment-on-pull-request': 'true', 'github-token': githubToken },
      environment: {
        ...environmentOf(endpoint),
        ...secrets,
        HTTP_PROXY: `http://user:${proxyPassword}@127.0.0.1:9`,
        NO_PROXY: '127.0.0.1',
        GITHUB_API_URL: github.apiUrl,
        RUNNER_DEBUG: '1',
      },
      event: { pull_request: { number: 7 }, repository: { name: 'shop', owner: { login: 'acme' } } },
    });
    // The runner judges: it has seen no command but the action's own annotations and debug lines.
    for (const { name } of result.commands) expect(name).toMatch(/^(error|warning|notice|debug)$/);
    // The runner gives no title to its own annotations, about commands and files that it can't read.
    for (const { properties } of result.annotations) {
      expect(properties['title']).toMatch(/^(AWS Proton|CloudFormation)/);
    }
    expect([result.environment, result.path, result.state, result.stderr]).toEqual([{}, [], {}, '']);
    for (const line of result.stdout.split('\n')) expect(line).not.toMatch(actingInLog);
    const comments = github.comments.map(({ body }) => body);
    expect(comments).toHaveLength(1);
    for (const markdown of [result.summary, ...comments]) expectInert(markdown.replaceAll('***', ''));
    const everything = JSON.stringify([result, comments]);
    expect(everything).toContain('***');
    for (const secret of all) expect(everything).not.toContain(secret);
  });
});
