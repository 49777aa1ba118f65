/** The addresses of the console: the server answers at these; each says in `?cycle=` which cycle it is about. */
import addresses from "../../../../staff_addresses.json" with { type: "json" };
import { filled, type Query, searchOf } from "../../common/api.ts";

export const ADDRESSES: Readonly<typeof addresses> = addresses;

/** The name of an address. */
export type Place = keyof typeof addresses;

/** The address of a place: `params` are the values of the names in it, `query` follows it. */
export const addressOf = (place: Place, query: Query = {}, params: object = {}): string =>
  filled(ADDRESSES[place], params) + searchOf(query);

/** The values of the names in an address, when a path is at it; null when it is not. */
export function paramsAt(place: Place, path: string): Readonly<Record<string, string>> | null {
  const pattern = ADDRESSES[place].replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (!found) return null;
  return Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, it]) => [name, decodeURIComponent(it)]));
}
