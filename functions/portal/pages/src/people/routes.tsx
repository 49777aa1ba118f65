/** Which page shows at which path, and which of them need a sign-in. */
import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { ADDRESSES, addressOfMatch } from "../common/addresses.ts";
import { Failure, Notice, Page, Skeleton } from "../common/page.tsx";
import { Failing } from "../common/problem.ts";
import { usePath } from "../common/router.ts";
import { type Person, signIn, useSession, wasSignedIn } from "../common/session.ts";
import { Callback } from "./callback.tsx";
import { Home } from "./home/index.tsx";
import { Mentors } from "./mentors/index.tsx";
import { NotFound } from "./not_found.tsx";
import { SignIn } from "./sign_in.tsx";

const RELOADED = "reloaded_for";

/** What a page that needs a sign-in is given. */
export interface PersonalProps {
  readonly path: string;
  readonly person: Person;
}

/** A page that is loaded when it is first wanted, and what it is given. */
interface Deferred<Given> {
  readonly title: string;
  readonly load: () => Promise<{ readonly default: ComponentType<Given> }>;
}

type Personal = Deferred<PersonalProps>;

const APPLICATION: Personal = { load: () => import("./application/index.tsx"), title: "Your application" };
const STATUS: Personal = { load: () => import("./status/index.tsx"), title: "Your status" };
const MENTOR: Personal = { load: () => import("./mentor/index.tsx"), title: "For mentors" };

const MATCH: Personal = { load: () => import("./thread/index.tsx"), title: "Your mentoring year" };
const ACCOUNT: Personal = { load: () => import("./account/index.tsx"), title: "Your account" };

const MATCH_PATH = new RegExp(`^${addressOfMatch("[\\w-]+")}$`);

function personalAt(path: string): Personal | undefined {
  if (path === ADDRESSES.status) return STATUS;
  if (path === ADDRESSES.mentor) return MENTOR;
  if (path === ADDRESSES.account) return ACCOUNT;
  if (MATCH_PATH.test(path)) return MATCH;
  const [before = ""] = ADDRESSES.application_step.split("{step}");
  const isStep = path.startsWith(before) && /^[a-z-]+$/.test(path.slice(before.length));
  return isStep || path === ADDRESSES.application ? APPLICATION : undefined;
}

/** The page at the path that shows; what breaks in it does not take the rest of the window along. */
export function Routes() {
  const path = usePath();
  const [broken, mend] = useErrorBoundary();
  useEffect(mend, [path]);
  if (!broken) return <Route path={path} />;
  return (
    <Page title="Something went wrong">
      <Failure error={new Broken()} retry={() => location.reload()} />
    </Page>
  );
}

class Broken extends Failing {
  readonly title = "This page stopped working";

  constructor() {
    super("It’s our fault. What you typed is kept in this browser. Reload the page to continue.");
  }
}

class NotLoaded extends Failing {
  readonly title = "We couldn’t load this page";

  constructor() {
    super("Check your connection and try again. Nothing you typed is lost.");
  }
}

function Route({ path }: { path: string }) {
  if (path === ADDRESSES.home) return <Home />;
  if (path === ADDRESSES.callback) return <Callback />;
  if (path === ADDRESSES.sign_in) return <SignIn returnTo={ADDRESSES.status} title="Sign in" />;
  if (path === ADDRESSES.mentors) return <Mentors />;
  const page = personalAt(path);
  return page ? <SignedIn key={page.title} page={page} path={path} /> : <NotFound />;
}

/**
 * A page that needs a sign-in. One from before the document was loaded again is renewed without asking; one that ends
 * on the page leaves the page, with all that was typed, and asks.
 */
function SignedIn({ page, path }: { page: Personal; path: string }) {
  const person = useSession();
  const [entered, setEntered] = useState(person);
  const [again, setAgain] = useState(() => !person && wasSignedIn());
  useEffect(() => {
    if (person) setEntered(person);
  }, [person]);
  useEffect(() => {
    if (again) signIn(null, path).catch(() => setAgain(false));
  }, [again, path]);
  const shown = person ?? entered;
  if (shown) {
    return (
      <>
        {!person && <SignInEnded path={path} />}
        <Lazy page={page} path={path} given={{ path, person: shown }} />
      </>
    );
  }
  if (again) {
    return (
      <Page title={page.title} lead="Signing you in again…">
        <Skeleton />
      </Page>
    );
  }
  return <SignIn returnTo={path} title={page.title} />;
}

function SignInEnded({ path }: { path: string }) {
  return (
    <div class="page">
      <Notice kind="warning" title="Your sign-in has ended">
        <p>What you typed is kept in this browser. Sign in again to pick up where you left off.</p>
        <button type="button" class="button" onClick={() => signIn(null, path)}>
          Sign in again
        </button>
      </Notice>
    </div>
  );
}

interface Loading<Given> {
  readonly View?: ComponentType<Given>;
  readonly error?: Error;
}

interface LazyProps<Given> {
  readonly page: Deferred<Given>;
  readonly path: string;
  readonly given: Given;
}

function Lazy<Given extends object>({ page, path, given }: LazyProps<Given>) {
  const [{ View, error }, setFound] = useState<Loading<Given>>({});
  const { load, title } = page;
  useEffect(() => {
    load().then(
      (module) => {
        sessionStorage.removeItem(RELOADED);
        setFound({ View: module.default });
      },
      () => {
        if (!reloadOnce(path)) setFound({ error: new NotLoaded() });
      },
    );
  }, [load, path]);
  if (View) return <View {...given} />;
  return (
    <Page title={title}>
      {error ? <Failure error={error} retry={() => location.reload()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

/** After a release the files of the document at hand may be gone: the document is loaded again, once. */
function reloadOnce(path: string): boolean {
  if (!navigator.onLine || sessionStorage.getItem(RELOADED) === path) return false;
  sessionStorage.setItem(RELOADED, path);
  location.reload();
  return true;
}
