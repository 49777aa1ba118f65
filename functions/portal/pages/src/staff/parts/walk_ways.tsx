/** The ways from a record: back to its list, to the one before and to the next, also by `u`, `k` and `j`. */
import { Link, navigate } from "../../common/router.ts";
import type { Place } from "../frame/addresses.ts";
import { useAddress } from "../frame/cycles.tsx";
import { useKeys } from "../frame/keys.ts";
import { neighbours } from "./walk.ts";

interface WalkProps {
  /** What the record is, such as `application`: as people say it, and as its address names its id. */
  readonly what: string;
  readonly screen: Place;
  readonly list: Place;
  readonly id: string;
}

export function Walk({ what, screen, list, id }: WalkProps) {
  const to = useAddress();
  const { before, next, back } = neighbours(id);
  const at = (other: string) => to(screen, {}, { [what]: other });
  const home = back || to(list);
  useKeys(`This ${what}`, [
    ...(next ? [{ keys: "j", says: `Next ${what}`, run: () => navigate(at(next)) }] : []),
    ...(before ? [{ keys: "k", says: `The ${what} before`, run: () => navigate(at(before)) }] : []),
    { keys: "u", says: "Back to the list", run: () => navigate(home) },
  ]);
  return (
    <nav class="walk" aria-label="List">
      <Link href={home}>Back to the list</Link>
      {before && <Link href={at(before)}>Previous</Link>}
      {next && <Link href={at(next)}>Next</Link>}
    </nav>
  );
}
