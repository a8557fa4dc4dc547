import type { Api } from '../http/api.ts';
import { queryRefusal } from '../query/refusal.ts';
import { unknownOperation } from '../query/request.ts';
import { resourceOf } from './arns.ts';
import { statusOfCode } from './cloudformation-error.ts';
import { isCloudFormationOperationName } from './operation-name.ts';
import { operations } from './operations/index.ts';
import { readingOf } from './operations/reading.ts';
import { isForCloudFormation, readCloudFormationCall, version } from './request.ts';
import type { CloudFormationState } from './state/cloudformation-state.ts';
import { encodeAnswer, encodeError } from './xml.ts';

/** AWS CloudFormation, version 2010-05-15, over a state. */
export function cloudFormationApi(state: CloudFormationState): Api {
  return {
    kind: 'api',
    signingName: 'cloudformation',
    owns: isForCloudFormation,
    read: readCloudFormationCall,
    resourceArn: ({ target }) =>
      (target === undefined ? undefined : state.find(target)?.id) ?? resourceOf(state.settings, target),
    carryOut: ({ operation, input }, distortion) => {
      if (!isCloudFormationOperationName(operation)) throw unknownOperation(operation, version);
      return operations[operation](readingOf(state, distortion), input);
    },
    deleteTarget: ({ target }, milliseconds) => {
      if (target !== undefined && state.find(target) !== undefined) state.beginDeletion(target, milliseconds);
    },
    encode: encodeAnswer,
    encodeError,
    refusal: queryRefusal,
    statusOfError: statusOfCode,
    states: () => state.records().map((record) => ({ target: record.name, state: state.latest(record).status })),
  };
}
