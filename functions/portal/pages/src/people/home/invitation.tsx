/** The ways in for someone who has begun nothing yet. */
import { ADDRESSES } from "../../common/addresses.ts";
import { Link } from "../../common/router.ts";

/** Two buttons; `open` is whether applications can be begun. */
export const Invitation = ({ open }: { open: boolean }) => (
  <div class="buttons">
    <Link class="button" href={ADDRESSES.application}>
      {open ? "Apply for a mentor" : "Your application"}
    </Link>
    <Link class="button button-quiet" href={ADDRESSES.mentors}>
      Become a mentor
    </Link>
  </div>
);
