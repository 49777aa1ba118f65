/** A new cycle, a year after the one it copies. */
import { announce } from "../../common/announce.ts";
import { Notice, Page, Skeleton } from "../../common/page.tsx";
import { navigate } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { useFilters } from "../parts/filters.ts";
import { copyOf, NAMES, type Typed } from "./facts.ts";
import { CycleForm } from "./form.tsx";

const EMPTY: Typed = {
  ...(Object.fromEntries(NAMES.map((name) => [name, ""])) as Typed),
  time_zone: "America/New_York",
};

export default function NewCycleScreen() {
  const { all, reload } = useCycles();
  const to = useAddress();
  const { role } = useStaff();
  const [{ from }] = useFilters(["from"]);
  if (role !== "coordinator") {
    return (
      <Page title="New cycle">
        <Notice kind="info">
          <p>Only coordinators make cycles. Ask one of them.</p>
        </Notice>
      </Page>
    );
  }
  const source = all.find(({ id }) => id === from);
  const saved = (id: string) => {
    announce("The cycle was made.");
    reload();
    navigate(to("cycle", {}, { id }));
  };
  return (
    <Page title={source ? `Copy of ${source.name}` : "New cycle"} wide>
      {from && !source ? (
        <Skeleton lines={8} />
      ) : (
        <CycleForm
          initial={source ? copyOf(source) : EMPTY}
          stored={null}
          etag={null}
          reload={async () => reload()}
          onSaved={saved}
        />
      )}
    </Page>
  );
}
