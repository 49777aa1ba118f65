/** The whole window: who is signed in, the head, and the screen at the address. */
import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { LiveRegion } from "../common/announce.ts";
import { Failure, Notice, Page, Skeleton } from "../common/page.tsx";
import { asError, Failing } from "../common/problem.ts";
import { Link, usePath, useSearch } from "../common/router.ts";
import { type Person, signIn, useSession } from "../common/session.ts";
import { ADDRESSES } from "./frame/addresses.ts";
import { CycleProvider, useAddress } from "./frame/cycles.tsx";
import { Header } from "./frame/header.tsx";
import { IdleSignOut } from "./frame/idle.tsx";
import { Callback, NoGroup, SignIn } from "./frame/sign_in.tsx";
import { StaffContext, staffOf } from "./frame/staff.ts";
import { type Screen, type ScreenProps, screenAt } from "./screens.ts";

export function Console() {
  const path = usePath();
  return (
    <>
      <a class="skip" href="#main">
        Skip to main content
      </a>
      {path === ADDRESSES.callback ? <Outside view={<Callback />} /> : <Gate path={path} />}
      <LiveRegion />
    </>
  );
}

/** What shows without a sign-in has no head. */
const Outside = ({ view }: { view: preact.VNode }) => (
  <main id="main" tabIndex={-1}>
    {view}
  </main>
);

/** A sign-in that ends while a screen shows leaves the screen, with all that was typed, and asks. */
function Gate({ path }: { path: string }) {
  const search = useSearch();
  const person = useSession();
  const [entered, setEntered] = useState<Person | null>(person);
  useEffect(() => {
    if (person) setEntered(person);
  }, [person]);
  const shown = person ?? entered;
  if (!shown) return <Outside view={<SignIn returnTo={path + search} />} />;
  const staff = staffOf(shown);
  if (!staff) return <Outside view={<NoGroup person={shown} />} />;
  return (
    <StaffContext.Provider value={staff}>
      <CycleProvider>
        <Header />
        <main id="main" tabIndex={-1}>
          {!person && <SignInEnded returnTo={path + search} />}
          <Routes path={path} />
        </main>
        <IdleSignOut />
      </CycleProvider>
    </StaffContext.Provider>
  );
}

function SignInEnded({ returnTo }: { returnTo: string }) {
  return (
    <Notice kind="warning" title="Your sign-in has ended">
      <p>What you typed stays in this tab. Sign in again to continue.</p>
      <button type="button" class="button" onClick={() => signIn(null, returnTo)}>
        Sign in again
      </button>
    </Notice>
  );
}

class Broken extends Failing {
  readonly title = "This screen stopped working";

  constructor() {
    super("It’s our fault. Reload the page to continue.");
  }
}

/** What breaks in a screen does not take the rest of the window along. */
function Routes({ path }: { path: string }) {
  const [broken, mend] = useErrorBoundary();
  useEffect(mend, [path]);
  if (broken) {
    return (
      <Page title="Something went wrong" wide>
        <Failure error={new Broken()} retry={() => location.reload()} />
      </Page>
    );
  }
  const found = screenAt(path);
  return found ? <Lazy key={found.screen.place} {...found} /> : <NotFound />;
}

interface Loading {
  readonly View?: ComponentType<ScreenProps>;
  readonly error?: Error;
}

function Lazy({ screen: { title, load }, params }: { screen: Screen; params: ScreenProps["params"] }) {
  const [{ View, error }, setFound] = useState<Loading>({});
  useEffect(() => {
    load().then(
      (module) => setFound({ View: module.default }),
      (failed) => setFound({ error: asError(failed) }),
    );
  }, [load]);
  if (View) return <View params={params} />;
  return (
    <Page title={title} wide>
      {error ? <Failure error={new NotLoaded()} retry={() => location.reload()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

class NotLoaded extends Failing {
  readonly title = "We couldn’t load this screen";

  constructor() {
    super("Check your connection and try again. After a new release, reloading the page is enough.");
  }
}

function NotFound() {
  const to = useAddress();
  return (
    <Page title="There’s nothing at this address" wide>
      <p>
        <Link href={to("home")}>Go to Home</Link>
      </p>
    </Page>
  );
}
