/** To be written. */
import { Page } from "../../common/page.tsx";

export default function Screen() {
  return <Page title="Review" wide />;
}
