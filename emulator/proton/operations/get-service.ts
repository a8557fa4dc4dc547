import type { JsonObject } from '../../json.ts';
import { RESOURCE_NAME } from '../constraints.ts';
import type { ProtonState } from '../proton-state.ts';
import { serviceDetail } from '../service-view.ts';
import { RequestReader } from '../validation.ts';

/** GetService: a service with its pipeline. */
export function getService(proton: ProtonState, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const name = reader.text('name', RESOURCE_NAME);
  reader.finish();
  return { service: serviceDetail(proton.place, proton.get(name), proton.now()) };
}
