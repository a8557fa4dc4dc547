import { describe, expect, test } from 'vitest';
import { resolveExpressions } from '../../runner/expressions.ts';

const context = { inputs: { service: 'shop', 'dry-run': false }, github: { event: { number: 7 } } };

describe('the resolver of expressions', () => {
  test('puts in what the context has, as text', () => {
    const text = `preview-\${{ github.event.number }} of \${{inputs.service}}: \${{ inputs.dry-run }}`;
    expect(resolveExpressions(text, context)).toBe('preview-7 of shop: false');
  });

  test('takes what the context does not have for what it is told to', () => {
    expect(resolveExpressions(`<\${{ steps.deploy.outcome }}>`, context, '')).toBe('<>');
  });

  test.each(['inputs.servce', 'github.event', 'secrets.TOKEN', "inputs.service || 'shop'", 'toJSON(inputs)'])(
    'fails on what it can not resolve: %s',
    (expression) => {
      expect(() => resolveExpressions(`\${{ ${expression} }}`, context)).toThrow(expression);
    },
  );
});
