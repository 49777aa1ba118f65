/** The U.S. medical schools by name, read once a visit. */
import { call } from "../../common/api.ts";

let loading: Promise<readonly string[]> | undefined;

export function loadSchools(): Promise<readonly string[]> {
  loading ??= call("GET", "/api/schools").then(({ body }) => body.items.map((school) => school.name));
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}
