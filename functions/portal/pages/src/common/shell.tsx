/** What is around every page: the program's name, the main links, who is signed in, and whom to ask. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ADDRESSES, ASK } from "./addresses.ts";
import { announce, LiveRegion } from "./announce.ts";
import { useCycle } from "./cycle.ts";
import { PROGRAM, TEXTS } from "./program.ts";
import { Link, usePath } from "./router.ts";
import { signOut, useSession } from "./session.ts";

/** A main link of the header. */
export interface Way {
  readonly href: string;
  readonly label: string;
}

/** On a phone the ways fold away behind a button, so that the header is one line. */
const MENU = "menu";
const MENU_BUTTON = "menu-button";

/** The program's mark is the document's icon. */
const MARK = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href;

function Header({ ways }: { ways: readonly Way[] }) {
  const path = usePath();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useEffect(close, [path]);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      document.getElementById(MENU_BUTTON)?.focus();
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [open]);
  return (
    <header class="header">
      <div class="header-inner">
        <Link class="brand" href={ADDRESSES.home}>
          <img class="mark" src={MARK} alt="" width={28} height={28} />
          {PROGRAM}
        </Link>
        <button
          type="button"
          class="menu-button"
          id={MENU_BUTTON}
          aria-expanded={open}
          aria-controls={MENU}
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
        <div class={open ? "menu menu-open" : "menu"} id={MENU}>
          <nav aria-label="Main">
            <ul class="ways">
              {ways.map(({ href, label }) => (
                <li key={href}>
                  <Link
                    class="way"
                    href={href}
                    aria-current={isWithin(path, href) ? "page" : undefined}
                    onFollow={close}
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Account />
        </div>
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

function Footer({ account }: { account: string | undefined }) {
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
        {person && (
          <p class="footer-who">
            You’re signed in as {person.email}. {account && <Link href={account}>Your account</Link>}
          </p>
        )}
        <p class="fine">{TEXTS.society}</p>
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

interface ShellProps {
  readonly ways: readonly Way[];
  readonly account?: string;
  readonly children: ComponentChildren;
}

/** The whole window: the page, under a header with the links `ways`; `account` is where people mend their account. */
export function Shell({ ways, account, children }: ShellProps) {
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
      <Footer account={account} />
      <LiveRegion />
    </>
  );
}
