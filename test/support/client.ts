import type { TadaDocumentNode } from "gql.tada";
import { print } from "graphql";
import { noteAnswer, noteRequest } from "./secrets.ts";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
  body: any;
  text: string;
}

export interface TestClient {
  token: string | undefined;
  /** Any request; the token goes along unless the headers name another. */
  request(path: string, init?: RequestInit): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Follows a short code by one step, without going on. */
  visit(code: string, init?: RequestInit): Promise<Answer>;
  /** Makes a link by REST and answers its representation. */
  createsLink(link?: Record<string, unknown>): Promise<Answer["body"]>;
  /** Runs a GraphQL operation over HTTP. */
  runs(
    query: string | TadaDocumentNode<unknown, never>,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** Without it Node's own name would go along, which is a bot's. */
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/**
 * Somebody at a keyboard: sends real requests, with a token or without, and headers of theirs. What
 * is secret of them is remembered: no service may write it anywhere.
 */
export function createClient(
  url: string,
  token?: string,
  everyTime: Record<string, string> = {},
): TestClient {
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers({ ...everyTime, ...Object.fromEntries(new Headers(init.headers)) });
    if (token && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
    noteRequest(headers, init.body);
    const response = await fetch(url + path, { redirect: "manual", ...init, headers });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
    const body = isJson && text ? JSON.parse(text) : undefined;
    noteAnswer(response.headers, body);
    return { status: response.status, headers: response.headers, body, text };
  };
  const send = (method: string) => (path: string, body: unknown) =>
    request(path, {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  return {
    token,
    request,
    get: (path, headers) => request(path, { headers: headers ?? {} }),
    post: send("POST"),
    put: send("PUT"),
    delete: (path) => request(path, { method: "DELETE" }),
    visit: (code, init = {}) =>
      request(`/${code}`, { ...init, headers: { "user-agent": browser, ...init.headers } }),
    createsLink: async (link = {}) => {
      const body = { original_url: "https://example.com/", ...link };
      const answer = await send("POST")("/api/v1/links", body);
      if (answer.status !== 201)
        throw new Error(`No link was made: ${answer.status} ${answer.text}`);
      return answer.body;
    },
    runs: (query, variables = {}, headers = {}) =>
      request("/graphql", {
        method: "POST",
        body: JSON.stringify({
          query: typeof query === "string" ? query : print(query),
          variables,
        }),
        headers: { "content-type": "application/json", ...headers },
      }),
  };
}
