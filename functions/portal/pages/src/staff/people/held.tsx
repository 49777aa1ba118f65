/** All that is held of a person, by kind. */
import type { ComponentChildren } from "preact";
import { plural } from "../../common/clock.ts";
import { Link } from "../../common/router.ts";
import { useAddress } from "../frame/cycles.tsx";
import { MATCH_STATES, MENTOR_STATUSES } from "../mentors/words.ts";
import { Box } from "../parts/box.tsx";
import { mailTitle } from "../parts/mail_titles.ts";
import { StatusTag } from "../parts/tags.tsx";
import type { Person } from "./record.ts";

const CVS = { waiting: "CV not checked yet", accepted: "CV", refused: "CV refused" } as const;

export function Held({ person }: { person: Person }) {
  const to = useAddress();
  const { account, applications, mentors, matches, questions, extensions, exports, mails } = person;
  return (
    <div class="beside-columns">
      <div>
        <Box title="Applications">
          <Some of={applications} none="No application.">
            {({ id, cycle, status, submitted, cv }) => (
              <p>
                <Link href={to("application", { cycle }, { application: id })}>{cycle}</Link>{" "}
                <StatusTag status={status} />{" "}
                <span class="fine">
                  {[submitted ? "Submitted" : "Never submitted", cv && CVS[cv]].filter(Boolean).join(" · ")}
                </span>
              </p>
            )}
          </Some>
        </Box>
        <Box title="Mentor">
          <Some of={mentors} none="No mentor form.">
            {({ id, status }) => (
              <p>
                <Link href={to("mentor", {}, { mentor: id })}>Mentor form</Link>{" "}
                <span class={`tag tag-${MENTOR_STATUSES[status].tone}`}>{MENTOR_STATUSES[status].label}</span>
              </p>
            )}
          </Some>
        </Box>
        <Box title="Matches">
          <Some of={matches} none="No match.">
            {({ id, cycle, state }) => (
              <p>
                <Link href={to("trail", { subject: id, scope: "all" })}>{cycle}</Link>{" "}
                <span class={`tag tag-${MATCH_STATES[state].tone}`}>{MATCH_STATES[state].label}</span>
              </p>
            )}
          </Some>
        </Box>
        <Box title="Also">
          <ul>
            <li>{account ? "A sign-in" : "No sign-in"}</li>
            <li>{plural(questions.length, "question")} to the program</li>
            <li>
              {extensions.length ? `A later deadline of the address: ${extensions.join(", ")}` : "No later deadline"}
            </li>
            <li>{plural(exports.length, "file")} of exports that may hold them</li>
          </ul>
        </Box>
      </div>
      <div>
        <Box title="E-mail">
          <Some of={mails} none="No e-mail.">
            {({ mail, at, at_et }) => (
              <>
                <p>{mailTitle(mail)}</p>
                <p class="fine">
                  <time dateTime={at}>{at_et}</time>
                </p>
              </>
            )}
          </Some>
        </Box>
      </div>
    </div>
  );
}

interface SomeProps<T> {
  readonly of: readonly T[];
  readonly none: string;
  readonly children: (one: T) => ComponentChildren;
}

function Some<T extends { readonly id: string }>({ of, none, children }: SomeProps<T>) {
  if (!of.length) return <p>{none}</p>;
  return (
    <ul class="events">
      {of.map((one) => (
        <li key={one.id}>{children(one)}</li>
      ))}
    </ul>
  );
}
