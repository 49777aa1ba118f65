/** How many mentors share an interest, read once a visit. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../../common/api.ts";

/** By the path of a list of interests: at least how many mentors share each choice. */
export type Sharing = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How long a form waits for the numbers: without them it is the same form, and nothing in it moves later. */
const PATIENCE_MS = 1500;

let known: Sharing | null = null;

async function load(): Promise<Sharing> {
  try {
    const { body } = await call("GET", "/api/mentor_interests");
    known = Object.fromEntries(Object.entries(body).map(([list, counts]) => [`interests.${list}`, counts]));
    return known;
  } catch {
    return {};
  }
}

/** The numbers, none of them if they can't be had in time; null until that's known. */
export function useSharing(): Sharing | null {
  const [sharing, setSharing] = useState(known);
  useEffect(() => {
    if (sharing) return;
    const late = new Promise<Sharing>((resolve) => setTimeout(() => resolve({}), PATIENCE_MS));
    Promise.race([load(), late]).then(setSharing);
  }, []);
  return sharing;
}
