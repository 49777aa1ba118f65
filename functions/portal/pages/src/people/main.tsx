/** Where the pages of applicants and mentors begin. */
import { mount } from "../common/mount.ts";
import { App } from "./app.tsx";

mount(<App />);
