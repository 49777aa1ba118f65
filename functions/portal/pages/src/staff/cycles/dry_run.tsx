/** The dry run of a policy over a cycle: how many verdicts would change, and whose. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "#openapi";
import { call } from "../../common/api.ts";
import { plural } from "../../common/clock.ts";
import { ActionButton, Failure } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useAddress } from "../frame/cycles.tsx";
import { Box } from "../parts/box.tsx";
import { List } from "../parts/list.tsx";
import { usePages } from "../parts/pages.ts";
import { useRecord } from "../parts/record.ts";
import { Table } from "../parts/table.tsx";
import { OUTCOMES, RULES } from "../words.ts";

type Check = components["schemas"]["PolicyCheck"];
const POLL = 1500;
const PATH = "/api/staff/cycles/{cycle}/policy_check";

export function DryRun({ cycle, own }: { cycle: string; own: string }) {
  const policies = useRecord("policies", () => call("GET", "/api/staff/policies"));
  const [chosen, setPolicy] = useState("");
  const [check, setCheck] = useState<Check | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const policy = chosen || policies.data?.eligibility.at(-1) || own;
  const ask = async (again: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const query = { policy, again: again ? "true" : null };
      setCheck((await call("GET", PATH, { params: { cycle }, query })).body);
    } catch (failed) {
      setError(asError(failed));
    }
    setBusy(false);
  };
  const waits = check?.state === "running" && !error;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => ask(false), POLL);
    return () => clearTimeout(timer);
  }, [waits, check]);
  return (
    <Box title="Dry run of a policy">
      <p>
        Judges every application of this cycle again by a policy, to see whose verdict it would change. It changes none.
      </p>
      <div class="queue-head">
        <label>
          <span class="hidden">Policy</span>
          <select
            value={policy}
            onChange={(event) => {
              setPolicy(event.currentTarget.value);
              setCheck(null);
            }}
          >
            {(policies.data?.eligibility ?? [own]).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <ActionButton type="button" quiet busy={busy || waits} busyLabel="Checking…" onClick={() => ask(true)}>
          Start the dry run
        </ActionButton>
      </div>
      {error && <Failure error={error} retry={() => ask(false)} />}
      <div aria-live="polite">{check && <Summary check={check} />}</div>
      {check?.state === "done" && check.changed > 0 && <Changed check={check} />}
    </Box>
  );
}

function Summary({ check }: { check: Check }) {
  const checked = plural(check.checked, "application");
  if (check.state === "running") return <p>{checked} checked so far.</p>;
  return (
    <>
      <p>
        {checked} checked on {check.requested_at_et}:{" "}
        <strong>
          {check.changed ? `${plural(check.changed, "verdict")} would change` : "no verdict would change"}
        </strong>
        .
      </p>
      <ul>
        {check.changes.map(({ before, after, count }) => (
          <li key={before + after}>
            {count} from {OUTCOMES[before].label} to {OUTCOMES[after].label}
          </li>
        ))}
        {check.by_staff > 0 && <li>{check.by_staff} decided by staff, which a policy doesn’t change</li>}
        {check.skipped > 0 && <li>{check.skipped} with a newer version that isn’t judged yet</li>}
      </ul>
    </>
  );
}

function Changed({ check: { cycle, policy, requested_at } }: { check: Check }) {
  const to = useAddress();
  const list = usePages(
    `${cycle} ${policy} ${requested_at}`,
    async (cursor) => (await call("GET", PATH, { params: { cycle }, query: { policy, cursor } })).body,
  );
  return (
    <List list={list} empty={<p>No verdict would change.</p>}>
      {(rows) => (
        <Table
          caption="Whose verdict would change"
          columns={[
            { title: "Name", cell: (row) => row.applicant_name ?? row.application },
            { title: "Now", cell: (row) => OUTCOMES[row.before].label },
            { title: "Would be", cell: (row) => OUTCOMES[row.after].label },
            { title: "Because of", cell: (row) => row.rules.map((rule) => RULES[rule] ?? rule).join(", ") },
          ]}
          rows={rows}
          idOf={(row) => row.application}
          hrefOf={(row) => to("application", { cycle }, { application: row.application })}
        />
      )}
    </List>
  );
}
