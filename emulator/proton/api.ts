import { jsonRefusal } from '../aws-json/refusal.ts';
import type { Api } from '../http/api.ts';
import { isProtonOperationName } from './operation-name.ts';
import { operations } from './operations/index.ts';
import { awsJson, encodeProtonError, protonError, statusOfError } from './proton-error.ts';
import type { ProtonState } from './proton-state.ts';
import { isForProton, readProtonCall } from './request.ts';
import type { ServiceReader } from './service-reader.ts';
import { shiftTimes } from './shift-times.ts';
import { resourceOf } from './target.ts';

/** AWS Proton, version 2020-07-20, over a state. */
export function protonApi(proton: ProtonState): Api {
  return {
    kind: 'api',
    signingName: 'proton',
    owns: isForProton,
    read: readProtonCall,
    resourceArn: ({ operation, input }) => resourceOf(proton.place, operation, input),
    carryOut: ({ operation, input }, { staleMilliseconds, clockSkewMilliseconds }) => {
      if (!isProtonOperationName(operation)) {
        throw protonError('UnknownOperationException', 'The emulator does not know this operation.');
      }
      const { kind, carryOut } = operations[operation];
      const members =
        kind === 'change' ? carryOut(proton, input) : carryOut(readable(proton, staleMilliseconds), input);
      return clockSkewMilliseconds === 0 ? members : shiftTimes(members, clockSkewMilliseconds);
    },
    deleteTarget: ({ target }, milliseconds) => {
      if (target !== undefined && proton.find(target) !== undefined) proton.deleteService(target, milliseconds);
    },
    encode: (_operation, members) => ({ type: awsJson, body: JSON.stringify(members) }),
    encodeError: encodeProtonError,
    refusal: jsonRefusal,
    statusOfError,
    states: () =>
      proton.services().map(({ definition: { name } }) => {
        const service = proton.service(name);
        return { target: name, state: service?.pipeline?.deploymentStatus ?? service?.status ?? 'DELETED' };
      }),
  };
}

function readable(proton: ProtonState, staleMilliseconds: number): ServiceReader {
  return staleMilliseconds === 0 ? proton : proton.ago(staleMilliseconds);
}
