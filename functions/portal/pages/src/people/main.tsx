/** Where the pages of applicants and mentors begin. */
import { render } from "preact";
import { Shell } from "../common/shell.tsx";
import { Routes } from "./routes.tsx";

const WAYS = [
  ["/", "Program"],
  ["/application", "Apply"],
  ["/status", "Status"],
  ["/mentor", "Mentors"],
];

const root = document.getElementById("app");
root.replaceChildren();
render(
  <Shell ways={WAYS}>
    <Routes />
  </Shell>,
  root,
);
