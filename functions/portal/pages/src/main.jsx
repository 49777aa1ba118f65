/** Where the pages begin. */
import { render } from "preact";
import { Shell } from "./shell.jsx";

const root = document.getElementById("app");
root.replaceChildren();
render(<Shell />, root);
