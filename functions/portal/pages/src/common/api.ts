/** The HTTP API: one way to call it, and its refusals as errors that say what to do. */
import { heardDate } from "./clock.ts";
import { lose, renew, token } from "./tokens.ts";

/** A refusal, as the problem document tells it: `type`, `title`, `status`, `detail`, `instance`, `errors`, `body`. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || "Something went wrong on our side. Nothing was lost; try again in a moment.");
    this.name = "Problem";
    this.status = status;
    this.type = body?.type ?? "failure";
    this.title = body?.title ?? "That did not work";
    this.detail = this.message;
    this.instance = body?.instance;
    this.errors = body?.errors ?? [];
    this.body = body;
  }

  /** Whether the same call may succeed when it is made again a little later. */
  get passing() {
    return this.status >= 500 || this.status === 429;
  }
}

/** The call did not reach the server, or its answer did not reach us. */
export class Offline extends Error {
  constructor() {
    super("There is no connection at the moment. What you typed is kept on this page; try again when you are online.");
    this.name = "Offline";
    this.title = "No connection";
    this.passing = true;
  }
}

/** The call needs somebody to be signed in, and nobody is any more. */
export class SignedOut extends Error {
  constructor() {
    super("Your sign-in has ended. What you typed is kept in this browser; sign in again to go on.");
    this.name = "SignedOut";
    this.title = "Your sign-in has ended";
  }
}

/**
 * Call the API: `body` is sent as JSON, `etag` as If-Match. Returns `{status, body, etag}` of a success.
 * Throws Problem, Offline or SignedOut, or the AbortError of `signal`.
 */
export async function call(method, path, options = {}) {
  const bearer = await token();
  let response = await send(method, path, options, bearer);
  if (response.status === 401 && bearer && (await renew())) {
    response = await send(method, path, options, await token());
  }
  if (response.status === 401) {
    if (bearer) await lose();
    throw new SignedOut();
  }
  const body = await read(response);
  if (!response.ok) throw new Problem(response.status, body);
  return { status: response.status, body, etag: response.headers.get("ETag") };
}

async function send(method, path, { body, etag, signal, keepalive }, bearer) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (etag) headers["If-Match"] = etag;
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  try {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(path, { method, headers, body: sent, signal, keepalive });
    heardDate(response.headers.get("Date"), Date.now());
    return response;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Offline();
  }
}

async function read(response) {
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    if (response.ok && response.status !== 204) throw new Offline();
    return null;
  }
}
