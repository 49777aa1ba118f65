/** One mentor on one screen: the form, whether and how many they take, their matches, and what happened. */
import { Failure, Page, Skeleton } from "../../common/page.tsx";
import type { Form } from "../../common/records.ts";
import { useSchema } from "../../common/schema.ts";
import { MENTOR_STATUSES, mentorName, type StaffMentor } from "../mentors/words.ts";
import { Answers } from "../parts/answers.tsx";
import { Box } from "../parts/box.tsx";
import { Events } from "../parts/events.tsx";
import { Mails } from "../parts/mailbox.tsx";
import { Walk } from "../parts/walk_ways.tsx";
import type { ScreenProps } from "../screens.ts";
import { CapacityForm } from "./capacity_form.tsx";
import { Matches } from "./matches.tsx";
import { useMentor } from "./record.ts";
import { Taking } from "./taking.tsx";

export default function MentorScreen({ params: { mentor: id = "" } }: ScreenProps) {
  const mentor = useMentor(id);
  const { schema, error: schemaError, reload: reloadSchema } = useSchema("mentor_interest");
  const { data } = mentor;
  const before = <Walk what="mentor" screen="mentor" list="mentors" id={id} />;
  const error = mentor.error ?? schemaError;
  if (!data || !schema) {
    return (
      <Page title="Mentor" wide before={before}>
        {error ? (
          <Failure error={error} retry={mentor.error ? mentor.reload : reloadSchema} />
        ) : (
          <Skeleton lines={12} />
        )}
      </Page>
    );
  }
  return (
    <Page title={mentorName(data)} wide before={before} lead={<Facts mentor={data} />}>
      {mentor.error && <Failure error={mentor.error} retry={mentor.reload} />}
      <div class="beside-columns">
        <Box title="Form">
          <Answers schema={schema} form={data.form as Form} />
        </Box>
        <div>
          <Box title="Taking part">
            <Taking key={id} {...{ id, mentor, data }} />
          </Box>
          {data.status !== "retired" && (
            <Box title="Places">
              <CapacityForm key={id} {...{ id, mentor, data }} />
            </Box>
          )}
          <Box title="Matches">
            <Matches mentor={data} reload={mentor.reload} />
          </Box>
          <Box title="E-mail">
            <Mails mailbox={data.mailbox} of="mentor" id={id} reload={mentor.reload} />
          </Box>
          <Box title="Activity">
            <Events events={data.activity} actors={data.actors} subject={id} />
          </Box>
        </div>
      </div>
    </Page>
  );
}

function Facts({ mentor: { status, form, email, capacity, open_places } }: { mentor: StaffMentor }) {
  const { label, tone } = MENTOR_STATUSES[status];
  return (
    <p class="facts-line">
      <span class={`tag tag-${tone}`}>{label}</span>
      <span>{String(form.institution ?? "")}</span>
      <a href={`mailto:${email}`}>{email}</a>
      <span>
        {open_places} of {capacity} {capacity === 1 ? "place" : "places"} open
      </span>
    </p>
  );
}
