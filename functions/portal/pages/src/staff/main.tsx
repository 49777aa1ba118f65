/** Where the staff's pages begin. */
import { render } from "preact";
import { Page } from "../common/page.tsx";
import { Shell } from "../common/shell.tsx";

const root = document.getElementById("app");
root.replaceChildren();
render(
  <Shell ways={[]}>
    <Page title="Staff" />
  </Shell>,
  root,
);
