import type { JsonObject } from '../../json.ts';
import { resourceName } from '../constraints.ts';
import type { ServiceReader } from '../service-reader.ts';
import { serviceDetail } from '../service-view.ts';
import { RequestReader } from '../validation.ts';

/** GetService: a service with its pipeline. */
export function getService(proton: ServiceReader, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const name = reader.text('name', resourceName);
  reader.finish();
  return { service: serviceDetail(proton.place, proton.get(name), proton.now()) };
}
