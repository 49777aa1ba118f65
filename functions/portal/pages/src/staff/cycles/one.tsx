/** One cycle: its facts, which coordinators change, and the dry run of a policy. */
import { useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { inWords } from "../../common/clock.ts";
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import { Link } from "../../common/router.ts";
import { useAddress, useCycles } from "../frame/cycles.tsx";
import { useStaff } from "../frame/staff.ts";
import { Box } from "../parts/box.tsx";
import { useRecord } from "../parts/record.ts";
import { wallInWords } from "../parts/wall.ts";
import { bothClocks } from "../parts/zones.ts";
import type { ScreenProps } from "../screens.ts";
import { DryRun } from "./dry_run.tsx";
import { type Listed, typedOf } from "./facts.ts";
import { CycleForm } from "./form.tsx";
import { PHASES } from "./phases.ts";

export default function CycleScreen({ params }: ScreenProps) {
  const id = params.id ?? "";
  const to = useAddress();
  const { reload: reloadHead } = useCycles();
  const { role } = useStaff();
  const [saves, setSaves] = useState(0);
  const record = useRecord<Listed>(id, () => call("GET", "/api/staff/cycles/{cycle}", { params: { cycle: id } }));
  const { data, etag, reload } = record;
  if (!data) {
    return (
      <Page title="Cycle">
        {record.error ? <Failure error={record.error} retry={reload} /> : <Skeleton lines={8} />}
      </Page>
    );
  }
  const saved = async () => {
    announce("The cycle was saved.");
    reloadHead();
    await reload();
    setSaves((count) => count + 1);
  };
  return (
    <Page title={data.name} wide>
      <p class="facts-line">
        <span class="tag tag-info">{PHASES[data.phase]}</span>
        <span>Opens {data.opens_at_et}</span>
        <span>Closes {data.deadline_et}</span>
        <Link href={to("trail", { cycle: id, subject: id })}>Activity of this cycle</Link>
        {role === "coordinator" && <Link href={to("new_cycle", { from: id })}>Copy for next year</Link>}
      </p>
      {role === "coordinator" ? (
        <CycleForm
          key={`${id} ${saves}`}
          initial={typedOf(data)}
          stored={data}
          etag={etag}
          reload={reload}
          onSaved={saved}
        />
      ) : (
        <Facts cycle={data} />
      )}
      <DryRun cycle={id} own={data.eligibility_policy} />
    </Page>
  );
}

function Facts({ cycle: { facts } }: { cycle: Listed }) {
  const rows = {
    "Time zone": facts.time_zone,
    Opens: `${wallInWords(facts.opens)} (${bothClocks(facts.opens, facts.time_zone)})`,
    Deadline: `${wallInWords(facts.deadline)} (${bothClocks(facts.deadline, facts.time_zone)})`,
    Term: `From ${inWords(facts.term.starts_on)}, ${facts.term.min_months} to ${facts.term.max_months} months`,
    "Eligibility policy": facts.eligibility_policy,
    "Matching policy": facts.matching_policy,
    "Days to respond": String(facts.response_days),
    Mailbox: facts.contact_email,
  };
  return (
    <Box title="What the cycle says">
      <dl class="facts">
        {Object.entries(rows).flatMap(([label, value]) => [
          <dt key={`${label}-label`}>{label}</dt>,
          <dd key={label}>{value}</dd>,
        ])}
      </dl>
      <p class="fine">Only coordinators can change it.</p>
    </Box>
  );
}
