/** Where the staff's pages begin. */
import { mount } from "../common/mount.ts";
import { Page } from "../common/page.tsx";
import { Shell } from "../common/shell.tsx";

mount(
  <Shell ways={[]}>
    <Page title="Staff" />
  </Shell>,
);
