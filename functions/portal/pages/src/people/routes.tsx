/** Which page shows at which path, and which of them need somebody to be signed in. */
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { Failure, Notice, Page, Skeleton } from "../common/page.tsx";
import { usePath } from "../common/router.ts";
import { signIn, useSession, wasSignedIn } from "../common/session.ts";
import { Callback } from "./callback.tsx";
import { Home } from "./home/index.tsx";
import { NotFound } from "./not_found.tsx";
import { SignIn } from "./sign_in.tsx";

const RELOADED = "reloaded_for";

const application = { load: () => import("./application/index.tsx"), title: "Your application" };
const status = { load: () => import("./status/index.tsx"), title: "Your status" };
const mentor = { load: () => import("./mentor/index.tsx"), title: "For mentors" };

/** Each page that is loaded when it is first wanted exports its component as `default`, which gets `path` and `person`. */
const PERSONAL = [
  [/^\/application(\/[a-z-]+)?$/, application],
  [/^\/status$/, status],
  [/^\/mentor$/, mentor],
];

/** The page at the path that shows; what breaks in it does not take the rest of the window along. */
export function Routes() {
  const path = usePath();
  const [broken, mend] = useErrorBoundary();
  useEffect(mend, [path]);
  if (!broken) return <Route path={path} />;
  return (
    <Page title="Something went wrong here">
      <Failure error={BROKEN} retry={() => location.reload()} />
    </Page>
  );
}

const BROKEN = {
  title: "This page stopped working",
  message: "This is our fault. What you typed is kept in this browser; load the page again to go on.",
};

function Route({ path }) {
  if (path === "/") return <Home />;
  if (path === "/callback") return <Callback />;
  if (path === "/sign-in") return <SignIn returnTo="/status" title="Sign in" />;
  const [, personal] = PERSONAL.find(([pattern]) => pattern.test(path)) ?? [];
  return personal ? <Personal key={personal.title} {...personal} path={path} /> : <NotFound />;
}

/**
 * A page for somebody signed in. Who was before the document was loaded again is signed in again without being asked;
 * whose sign-in ends on the page keeps it, with all that was typed, and is asked.
 */
function Personal({ load, title, path }) {
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
        <Lazy load={load} title={title} path={path} person={shown} />
      </>
    );
  }
  if (again) {
    return (
      <Page title={title} lead="Signing you in again…">
        <Skeleton />
      </Page>
    );
  }
  return <SignIn returnTo={path} title={title} />;
}

function SignInEnded({ path }) {
  return (
    <div class="page">
      <Notice kind="warning" title="Your sign-in has ended">
        <p>What you typed is kept in this browser. Sign in again to go on where you were.</p>
        <button type="button" class="button" onClick={() => signIn(null, path)}>
          Sign in again
        </button>
      </Notice>
    </div>
  );
}

function Lazy({ load, title, path, person }) {
  const [{ View, error }, setFound] = useState({});
  useEffect(() => {
    load().then(
      (module) => {
        sessionStorage.removeItem(RELOADED);
        setFound({ View: module.default });
      },
      (failed) => reloadOnce(path) || setFound({ error: failed }),
    );
  }, [load, path]);
  if (View) return <View path={path} person={person} />;
  return (
    <Page title={title}>
      {error ? <Failure error={LOADING_FAILED} retry={() => location.reload()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

const LOADING_FAILED = {
  title: "This page could not be loaded",
  message: "Check your connection and try again. Nothing that you typed is lost.",
};

/** After a release the files of the document at hand may be gone: the document is loaded anew, once. */
function reloadOnce(path) {
  if (!navigator.onLine || sessionStorage.getItem(RELOADED) === path) return false;
  sessionStorage.setItem(RELOADED, path);
  location.reload();
  return true;
}
