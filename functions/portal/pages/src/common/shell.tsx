/** What is around every page: the program's name, the main links, who is signed in, and whom to ask. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES, ASK } from "./addresses.ts";
import { announce, LiveRegion } from "./announce.ts";
import { useCycle } from "./cycle.ts";
import { PROGRAM } from "./program.ts";
import { Link, usePath } from "./router.ts";
import { signOut, useSession } from "./session.ts";

/** A main link of the header. */
export interface Way {
  readonly href: string;
  readonly label: string;
}

function Header({ ways }: { ways: readonly Way[] }) {
  const path = usePath();
  return (
    <header class="header">
      <div class="header-inner">
        <Link class="brand" href={ADDRESSES.home}>
          {PROGRAM}
        </Link>
        <nav aria-label="Main">
          <ul class="ways">
            {ways.map(({ href, label }) => (
              <li key={href}>
                <Link class="way" href={href} aria-current={isWithin(path, href) ? "page" : undefined}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Account />
      </div>
    </header>
  );
}

const isWithin = (path: string, href: string) =>
  path === href || (href !== ADDRESSES.home && path.startsWith(`${href}/`));

function Account() {
  const person = useSession();
  const [leaving, setLeaving] = useState(false);
  if (!person) {
    return (
      <Link class="account-in" href={ADDRESSES.sign_in}>
        Sign in
      </Link>
    );
  }
  const leave = () => {
    setLeaving(true);
    signOut();
  };
  return (
    <div class="account">
      <span class="account-who" title={person.email}>
        {person.email}
      </span>
      <button type="button" class="link" onClick={leave}>
        {leaving ? "Signing out…" : "Sign out"}
      </button>
    </div>
  );
}

function Footer() {
  const { cycle } = useCycle();
  const person = useSession();
  const mail = cycle?.contact_email;
  return (
    <footer class="footer">
      <div class="footer-inner">
        <p>
          Questions? <Link href={ASK}>Ask the program’s staff</Link>
        </p>
        <p>{mail ? <a href={`mailto:${mail}`}>{mail}</a> : "\u00a0"}</p>
        {person && <p class="footer-who">You’re signed in as {person.email}.</p>}
        <p class="fine">
          We use what you tell us to run this program and for nothing else. These pages set no cookies and load nothing
          from other sites.
        </p>
      </div>
    </footer>
  );
}

function useConnectionNews() {
  useEffect(() => {
    const lost = () => announce("You’re offline. What you type is kept.");
    const back = () => announce("You’re back online.");
    addEventListener("offline", lost);
    addEventListener("online", back);
    return () => {
      removeEventListener("offline", lost);
      removeEventListener("online", back);
    };
  }, []);
}

/** The whole window: the page, under a header with the links `ways`. */
export function Shell({ ways, children }: { ways: readonly Way[]; children: ComponentChildren }) {
  useConnectionNews();
  return (
    <>
      <a class="skip" href="#main">
        Skip to main content
      </a>
      <Header ways={ways} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
      <LiveRegion />
    </>
  );
}
