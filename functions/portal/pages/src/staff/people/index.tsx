/** A person by their address: what we hold about them, and their erasure. The address is in no link of ours. */
import { useState } from "preact/hooks";
import { Failure, Notice, Page, Skeleton } from "../../common/page.tsx";
import { useStaff } from "../frame/staff.ts";
import { TextField } from "../parts/fields.tsx";
import { useForm } from "../parts/form.ts";
import { Erasing } from "./erasing.tsx";
import { Held } from "./held.tsx";
import { isNotHeld, usePerson } from "./record.ts";

export default function PeopleScreen() {
  const [email, setEmail] = useState("");
  return (
    <Page title="People" wide>
      <Find onFind={setEmail} />
      {email && <Person key={email} email={email} />}
    </Page>
  );
}

function Find({ onFind }: { onFind: (email: string) => void }) {
  const [error, setError] = useState("");
  const form = useForm<{ email: string }>({ id: "people", initial: { email: "" }, send: async () => undefined });
  const find = (event: Event) => {
    event.preventDefault();
    const email = form.values.email.trim();
    setError(email.includes("@") ? "" : "Enter the whole e-mail address.");
    if (email.includes("@")) onFind(email);
  };
  return (
    <form class="person-find" onSubmit={find} noValidate>
      <TextField
        form={{ ...form, wrong: () => error || undefined }}
        name="email"
        label="E-mail address"
        type="email"
        help="The one they sign in with, or the one in their form."
      />
      <button type="submit" class="button">
        Find
      </button>
    </form>
  );
}

function Person({ email }: { email: string }) {
  const { role } = useStaff();
  const person = usePerson(email);
  const { data, error, reload, wasErased } = person;
  if (isNotHeld(error)) {
    return (
      <Notice kind={wasErased ? "success" : "info"} title={wasErased ? "Erased" : "No one is found"}>
        <p>We hold nothing about {email}.</p>
      </Notice>
    );
  }
  if (!data) return error ? <Failure error={error} retry={reload} /> : <Skeleton lines={8} />;
  return (
    <>
      <h2>{email}</h2>
      {error && <Failure error={error} retry={reload} />}
      {data.erasure_since ? (
        <Notice title="We’re erasing this person">
          <p>It was asked for {data.erasure_since_et}, and takes up to an hour. This page shows when it’s done.</p>
        </Notice>
      ) : (
        role === "coordinator" && <Erasing {...{ email, person: data, reload }} />
      )}
      <Held person={data} />
    </>
  );
}
