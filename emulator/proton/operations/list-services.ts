import type { JsonObject } from '../../json.ts';
import { MAXIMUM_RESULTS, NEXT_TOKEN } from '../constraints.ts';
import type { ProtonState } from '../proton-state.ts';
import { serviceSummary } from '../service-view.ts';
import { RequestReader } from '../validation.ts';
import { page } from './page.ts';

/** ListServices: all services, page by page, without their pipelines. */
export function listServices(proton: ProtonState, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const maxResults = reader.optionalInteger('maxResults', MAXIMUM_RESULTS);
  const nextToken = reader.optionalText('nextToken', NEXT_TOKEN);
  reader.finish();
  const { items, following } = page(proton.services(), maxResults, nextToken);
  return {
    services: items.map((service) => serviceSummary(proton.place, service, proton.now())),
    nextToken: following,
  };
}
