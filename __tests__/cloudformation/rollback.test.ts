import { expect, test } from 'vitest';
import { isAboutLeftovers, isConsequence, rollbackOrigin } from '../../src/cloudformation/rollback.ts';

const leftovers = 'Update successful. One or more resources could not be deleted.';

test.each([
  ['User Initiated', 'user'],
  [' User initiated ', 'user'],
  ['Initiated by parent', 'parent'],
  ['The following resource(s) failed to update: [Database]. ', 'itself'],
  ['The following resource(s) failed to update: [User Initiated]. ', 'itself'],
  ['The following resource(s) failed to update: [Initiated by parent]. ', 'itself'],
  ['Export shop:Layer cannot be updated as it is in use by shop-b', 'itself'],
  [leftovers, undefined],
  [undefined, undefined],
])('a rollback with the reason %j was begun by: %s', (reason, origin) => {
  expect(rollbackOrigin(reason)).toBe(origin);
});

test.each([
  [leftovers, true],
  ['The following resource(s) failed to delete: [Bucket]. ', false],
  ['User Initiated', false],
  [undefined, false],
])('the reason %j says that resources were left behind: %s', (reason, isSaid) => {
  expect(isAboutLeftovers(reason)).toBe(isSaid);
});

test.each([
  ['Resource update cancelled', true],
  ['Resource creation cancelled', true],
  ['Resource deletion cancelled', true],
  ['Failed to create resource. 404', false],
  ['The task said: Resource update cancelled', false],
  [undefined, false],
])('a resource with the reason %j failed only because something else did: %s', (reason, isOnly) => {
  expect(isConsequence(reason)).toBe(isOnly);
});
