/** The cycle in counts, which the program makes when staff ask for them. */
import type { ComponentChildren } from "preact";
import { ActionButton, Failure, Skeleton } from "../../common/page.tsx";
import { useCycles } from "../frame/cycles.tsx";
import { Box } from "./box.tsx";
import { type Report, says, useReport } from "./report.ts";

interface ReportBoxProps {
  /** How a report that is done, and has counted any, shows. */
  readonly children: (report: Report) => ComponentChildren;
}

export function ReportBox({ children }: ReportBoxProps) {
  const { id: cycle } = useCycles();
  const { data, error, refused, busy, again, reload } = useReport(cycle);
  return (
    <Box title="The cycle in counts">
      <div class="queue-head">
        <p aria-live="polite">{data && says(data)}</p>
        <ActionButton type="button" quiet busy={busy} busyLabel="Counting…" onClick={again}>
          Count again
        </ActionButton>
      </div>
      {refused && <Failure error={refused} retry={again} />}
      {error && <Failure error={error} retry={reload} />}
      {data?.state === "done" && !data.counted && (
        <p class="empty">No one has started an application in this cycle yet.</p>
      )}
      {data?.state === "done" && data.counted > 0 && children(data)}
      {data?.state !== "done" && !error && <Skeleton lines={8} />}
    </Box>
  );
}
