/** The HTTP API: one way to call it, typed by method and path. */
import type { paths } from "#openapi";
import { heardDate } from "./clock.ts";
import { Offline, Problem, type ProblemDocument, SignedOut } from "./problem.ts";
import type { Form } from "./records.ts";
import { lose, renew, token } from "./tokens.ts";

export { Offline, Problem, SignedOut };

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** The paths that can be called with a method, as the OpenAPI document writes them. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<Lowercase<M>, object> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends keyof paths> =
  Lowercase<M> extends keyof paths[P] ? paths[P][Lowercase<M>] : never;

/** The values of the names in a path, such as `{cycle}`. */
type Params<O> = O extends { parameters: { path: infer N extends object } }
  ? { readonly params: N }
  : { params?: never };

/** What the answers of a form's schema make: which fields there are is known when the page runs, not when it is built. */
interface Forms {
  "/api/cycles/{cycle}/application": Form;
  "/api/eligibility_checks": Form;
  "/api/mentor": Form;
}

type Content<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : never;
type Body<O, P> = [Content<O>] extends [never]
  ? { body?: never }
  : { readonly body: P extends keyof Forms ? Forms[P] : Content<O> };

/** What follows the path after `?`; what is empty is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

interface Conditions {
  readonly query?: Query;
  readonly etag?: string | null | undefined;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

export type Options<M extends Method, P extends keyof paths> = Conditions &
  Params<Operation<M, P>> &
  Body<Operation<M, P>, P>;

type Succeeded = 200 | 201 | 202;
type Json<R> = R extends { content: { "application/json": infer T } } ? T : never;

/** What a call answers with when it succeeds. */
export type Answer<M extends Method, P extends keyof paths> =
  Operation<M, P> extends { responses: infer R }
    ? { [S in keyof R & Succeeded]: Json<R[S]> }[keyof R & Succeeded]
    : never;

export interface Success<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | null;
}

/** The options of a call, which may be left out where it needs none. */
type Rest<O> = Record<never, never> extends O ? [options?: O] : [options: O];

interface Request extends Conditions {
  readonly params?: object | undefined;
  readonly body?: unknown;
}

/**
 * Call the API: `params` are the values of the names in the path, `query` follows it, `body` is sent as JSON, `etag` as If-Match.
 * Throws Problem, Offline or SignedOut, or the AbortError of `signal`.
 */
export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[options]: Rest<Options<M, P>>
): Promise<Success<Answer<M, P>>> {
  const response = await succeeded(method, path, options ?? {});
  const body: Answer<M, P> = await json(response);
  return { status: response.status, body, etag: response.headers.get("ETag") };
}

/** The file that a path answers with; it throws as `call` does. */
export async function fileOf<P extends PathOf<"GET">>(path: P, params: Options<"GET", P>["params"]): Promise<Blob> {
  const response = await succeeded("GET", path, { params });
  return reached(() => response.blob());
}

/** The response to a request, once it succeeded. */
async function succeeded(method: Method, path: string, request: Request): Promise<Response> {
  const bearer = await token();
  let response = await send(method, path, request, bearer);
  if (response.status === 401 && bearer && (await renew())) {
    response = await send(method, path, request, await token());
  }
  if (response.status === 401) {
    if (bearer) await lose();
    throw new SignedOut();
  }
  if (!response.ok) throw new Problem(response.status, await problemOf(response), method === "GET");
  return response;
}

async function send(
  method: Method,
  path: string,
  { params, query, body, etag, signal, keepalive }: Request,
  bearer: string | null,
): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (etag) headers.set("If-Match", etag);
  if (bearer) headers.set("Authorization", `Bearer ${bearer}`);
  const request: RequestInit = { method, headers, keepalive: keepalive ?? false, signal: signal ?? null };
  if (body !== undefined) request.body = JSON.stringify(body);
  return reached(async () => {
    const response = await fetch(filled(path, params) + searchOf(query), request);
    heardDate(response.headers.get("Date"), Date.now());
    return response;
  });
}

/** A path with the values of its names. */
export function filled(path: string, params: object = {}): string {
  const values = new Map(Object.entries(params));
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values.get(name))));
}

/** The end of an address that asks for something, with its question mark; empty when nothing is asked. */
export function searchOf(query: Query = {}): string {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return search && `?${search}`;
}

/** What a success says; one that breaks off has not reached us. */
const json = (response: Response) => reached(() => response.json());

async function problemOf(response: Response): Promise<ProblemDocument | null> {
  try {
    return await response.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    return null;
  }
}

/** What `ask` gives; Offline when it fails, unless it was broken off on purpose. */
async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isAbort(error) ? error : new Offline();
  }
}

const isAbort = (error: unknown) => error instanceof Error && error.name === "AbortError";
