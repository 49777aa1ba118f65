/** An address at which there is nothing. */
import { ADDRESSES } from "../common/addresses.ts";
import { Page } from "../common/page.tsx";
import { Link } from "../common/router.ts";

/** Say so, and where to go instead. */
export function NotFound() {
  return (
    <Page title="There’s nothing at this address" lead="You may have mistyped it, or the page may have moved.">
      <ul class="rows">
        <li>
          <Link href={ADDRESSES.home}>The program: who can apply, and until when</Link>
        </li>
        <li>
          <Link href={ADDRESSES.application}>Your application</Link>
        </li>
        <li>
          <Link href={ADDRESSES.mentor}>For mentors</Link>
        </li>
      </ul>
    </Page>
  );
}
