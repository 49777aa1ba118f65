/** The cycle in counts, and what leaves the console: its data as files. */
import { Page } from "../../common/page.tsx";
import { Counted } from "./counted.tsx";
import { Exports } from "./exports.tsx";

export default function Reports() {
  return (
    <Page title="Reports" wide>
      <Counted />
      <Exports />
    </Page>
  );
}
