/** How far the cycle's applications have come, and when they were submitted. */
import { Bars } from "../parts/bars.tsx";
import { ByDay } from "../parts/by_day.tsx";
import { ReportBox } from "../parts/report_box.tsx";
import { funnel } from "./funnel.ts";

export function Going() {
  return (
    <ReportBox>
      {(report) => (
        <div class="bars-groups">
          <Bars title="How far they’ve come" of="Applications" rows={funnel(report)} nameOf={(name) => name} />
          <ByDay rows={report.counts.days ?? []} />
        </div>
      )}
    </ReportBox>
  );
}
