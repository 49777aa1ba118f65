/** A person's own account: the address that they sign in with, the end of their part as a mentor, and leaving for good. */
import { useState } from "preact/hooks";
import { Page } from "../../common/page.tsx";
import type { PersonalProps } from "../routes.tsx";
import { Address } from "./address.tsx";
import { Leave } from "./leave.tsx";
import { Retire } from "./retire.tsx";

export default function Account({ person }: PersonalProps) {
  const [email, setEmail] = useState(person.email);
  const [left, setLeft] = useState(false);
  return (
    <Page title="Your account">
      {!left && <Address email={email} onChanged={setEmail} />}
      {!left && <Retire />}
      <Leave left={left} onLeft={() => setLeft(true)} />
    </Page>
  );
}
