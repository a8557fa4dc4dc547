import type { JsonObject } from '../../json.ts';
import { maximumResults, nextTokenText } from '../constraints.ts';
import type { ServiceReader } from '../service-reader.ts';
import { serviceSummary } from '../service-view.ts';
import { RequestReader } from '../validation.ts';
import { page } from './page.ts';

/** ListServices: all services, page by page, without their pipelines. */
export function listServices(proton: ServiceReader, input: unknown): JsonObject {
  const reader = new RequestReader(input);
  const maxResults = reader.optionalInteger('maxResults', maximumResults);
  const nextToken = reader.optionalText('nextToken', nextTokenText);
  reader.finish();
  const { items, following } = page(proton.services(), maxResults, nextToken);
  return {
    services: items.map((service) => serviceSummary(proton.place, service, proton.now())),
    nextToken: following,
  };
}
