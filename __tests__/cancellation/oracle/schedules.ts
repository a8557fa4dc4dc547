import { type TroubleName, troubleNames, troubles } from './world/trouble.ts';

/** What happens to a step's requests, in their order; then all is fine. */
export type Schedule = readonly TroubleName[];

/** Any single trouble at any of the first `requests` requests. */
export function singleTroubles(requests: number): readonly Schedule[] {
  return troubleNames
    .filter((trouble) => trouble !== 'fine')
    .flatMap((trouble) =>
      Array.from({ length: requests }, (_nothing, position) => [...Array<TroubleName>(position).fill('fine'), trouble]),
    );
}

/** The troubles that pass in time for the step to try again. */
export const passingTroubles: readonly TroubleName[] = troubleNames.filter((name) => {
  const { failure, back } = troubles[name];
  return failure !== 'credentials-refused' && back <= 20_000;
});
