/** An address at which there is nothing. */
import { Page } from "../common/page.tsx";
import { Link } from "../common/router.ts";

/** Say so, and where to go instead. */
export function NotFound() {
  return (
    <Page title="There is nothing at this address" lead="It may have been mistyped, or moved.">
      <ul class="rows">
        <li>
          <Link href="/">The program: who may apply, and until when</Link>
        </li>
        <li>
          <Link href="/application">Your application</Link>
        </li>
        <li>
          <Link href="/mentor">For mentors</Link>
        </li>
      </ul>
    </Page>
  );
}
