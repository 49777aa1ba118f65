/** Where the staff's console begins. */
import { mount } from "../common/mount.ts";
import { Console } from "./console.tsx";

mount(<Console />);
