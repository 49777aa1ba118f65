/** What was proven of a round, and having it checked again from what is stored. */
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { usePolling } from "../../common/loaded.ts";
import { ActionButton, Failure, Notice } from "../../common/page.tsx";
import { asError } from "../../common/problem.ts";
import { useKeys } from "../frame/keys.ts";
import { Box } from "../parts/box.tsx";
import { shortEastern } from "../parts/dates.ts";
import { CERTIFICATES, fit, type StaffRound } from "../rounds/words.ts";
import type { RoundRecord } from "./record.ts";

interface CertificateProps {
  readonly cycle: string;
  readonly record: RoundRecord;
  readonly round: StaffRound;
}

/** `null` while no check was asked for; else when the last one was before. */
type Asked = { readonly before: string | undefined } | null;

export function Certificate({ cycle, record, round }: CertificateProps) {
  const [asked, setAsked] = useState<Asked>(null);
  const [error, setError] = useState<Error | null>(null);
  const { certificate } = round;
  const checked = asked !== null && certificate.verified_at !== asked.before;
  const verify = async () => {
    if (asked && !checked) return;
    setError(null);
    setAsked({ before: certificate.verified_at });
    try {
      const params = { cycle, number: `${round.round}` };
      await call("POST", "/api/staff/cycles/{cycle}/rounds/{number}/verification", { params });
    } catch (failed) {
      setAsked(null);
      setError(asError(failed));
    }
  };
  usePolling(asked !== null && !checked, record.reload);
  useEffect(() => {
    if (checked) announce(certificate.verified ? "The round holds." : "The round does not hold.");
  }, [checked]);
  useKeys("This round", [{ keys: "v", says: "Check the certificate", run: verify }]);
  return (
    <Box title="Certificate">
      {error && <Failure error={error} />}
      {certificate.verified ? (
        <p>
          <span class="tag tag-success">Holds</span> {CERTIFICATES[certificate.kind]}
        </p>
      ) : (
        <Notice kind="error" title="This round does not hold">
          <p>{certificate.problem ?? "Its proof was not accepted."}</p>
        </Notice>
      )}
      <Bounds round={round} />
      <p class="fine">
        {certificate.verified_at
          ? `Checked again ${shortEastern(certificate.verified_at)} ET, from the stored facts and proof.`
          : "Proven when it was drawn up."}
      </p>
      <ActionButton
        type="button"
        quiet
        busy={asked !== null && !checked}
        busyLabel="Checking…"
        onClick={verify}
        aria-keyshortcuts="v"
      >
        Check it again
      </ActionButton>
    </Box>
  );
}

function Bounds({
  round: { certificate, matched, worst, blocking_pairs, policy_version, seed },
}: {
  round: StaffRound;
}) {
  const { matched_at_most, worst_at_most } = certificate;
  return (
    <dl class="facts">
      {matched_at_most !== undefined && (
        <>
          <dt>Matched</dt>
          <dd>
            {matched} of {matched_at_most} at most
          </dd>
        </>
      )}
      {worst_at_most !== undefined && (
        <>
          <dt>Worst fit</dt>
          <dd>
            {fit(worst)} of {fit(worst_at_most)} at most
          </dd>
        </>
      )}
      <dt>Pairs who would rather swap</dt>
      <dd>{blocking_pairs}</dd>
      <dt>Policy and seed</dt>
      <dd>
        {policy_version}, seed {seed}
      </dd>
    </dl>
  );
}
