/** What AWS does not document, each with the question that a real account answers. The same are in docs/stacks.md. */
export const unknowns = {
  'operation-shown': 'How soon after UpdateStack does LastOperations show the update?',
  'rollback-operation': 'Has the rollback after a cancellation an operation id of its own?',
  'operations-after-cancellation': 'What are the LastOperations after a cancellation?',
  'token-twice': 'What does CancelUpdateStack answer to the same ClientRequestToken a second time?',
  'nested-cancellation': 'What happens when the update of a nested stack is cancelled?',
  'root-after-nested': 'How does the root stack end after that?',
} as const;

/** Something that AWS does not document. */
export type Unknown = keyof typeof unknowns;

/** What a run can't show: it would take stacks that Proton left behind, and two roles with different permissions. */
export const stillOpen: readonly string[] = [
  'Do the stacks that Proton left behind still have the tag proton:service?',
  'Whose permissions does a rollback use?',
];
