/** Where the pages of applicants and mentors begin. */
import { mount } from "../common/mount.ts";
import { Shell } from "../common/shell.tsx";
import { Routes } from "./routes.tsx";

const WAYS = [
  { href: "/", label: "Program" },
  { href: "/application", label: "Apply" },
  { href: "/status", label: "Status" },
  { href: "/mentor", label: "Mentors" },
];

mount(
  <Shell ways={WAYS}>
    <Routes />
  </Shell>,
);
