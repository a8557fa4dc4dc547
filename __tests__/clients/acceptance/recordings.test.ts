import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../acceptance/recorder.ts';
import { runStep } from '../../../runner/run-step.ts';
import { list, mapping, text, texts } from '../../../scripts/yaml-file.ts';
import { files, read } from '../../conventions/repository.ts';
import { startReplay } from './replay-server.ts';

interface Run {
  readonly scenario: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly exchanges: readonly Exchange[];
}

function runsIn(file: string): readonly Run[] {
  const content: unknown = JSON.parse(read(file));
  return list(mapping(content)['runs']).map((each) => {
    const run = mapping(each);
    return {
      scenario: text(run['scenario']) ?? '',
      inputs: texts(run['inputs']),
      outcome: text(run['outcome']) ?? '',
      exchanges: list(run['exchanges']).map((exchange) => {
        const { operation = '', status, date = '', requestId = '', body = '' } = texts(exchange);
        return { operation, status: Number(status), date, requestId, body };
      }),
    };
  });
}

describe.concurrent.each(files('acceptance/recordings/*.json'))(
  'what was answered in %s',
  { timeout: 60_000 },
  (file) => {
    const runs = runsIn(file);

    test('tells nothing of whose account it was', () => {
      const content = read(file);
      expect(
        [...content.matchAll(/\b\d{12}\b/g)].filter(([digits]) => !/^(123456789012|0{6}\d{6})$/.test(digits)),
      ).toEqual([]);
      expect(content).not.toMatch(/AKIA|ASIA|Signature=/);
      expect(runs.length).toBeGreaterThan(5);
    });

    test.each(runs.map((run, index) => [`${path.basename(file)} ${index}: ${run.scenario}`, run] as const))(
      'has the same outcome today: %s',
      async (_, { inputs, outcome, exchanges }) => {
        const server = await startReplay(exchanges);
        const region = /arn:aws[\w-]*:cloudformation:([\w-]+):/.exec(exchanges.map(({ body }) => body).join())?.[1];
        const environment = {
          AWS_ENDPOINT_URL_CLOUDFORMATION: server.url,
          AWS_REGION: region ?? 'us-east-1',
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        };
        const { outputs } = await runStep({ inputs, environment });
        await server.close();
        expect(outputs['outcome']).toBe(outcome);
      },
    );
  },
);
