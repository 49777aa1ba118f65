/** Where the pages of applicants and mentors begin. */
import { ADDRESSES } from "../common/addresses.ts";
import { mount } from "../common/mount.ts";
import { Shell } from "../common/shell.tsx";
import { Routes } from "./routes.tsx";

const WAYS = [
  { href: ADDRESSES.home, label: "Program" },
  { href: ADDRESSES.application, label: "Apply" },
  { href: ADDRESSES.status, label: "Status" },
  { href: ADDRESSES.mentor, label: "Mentors" },
];

mount(
  <Shell ways={WAYS}>
    <Routes />
  </Shell>,
);
