import type { TadaDocumentNode } from "gql.tada";
import { print } from "graphql";
import { recordRequestSecrets, recordResponseSecrets } from "./secrets.ts";

export interface TestResponse {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
  body: any;
  text: string;
}

export interface TestClient {
  token: string | undefined;
  /** Any request; the token goes along unless the headers name another. */
  request(path: string, init?: RequestInit): Promise<TestResponse>;
  get(path: string, headers?: Record<string, string>): Promise<TestResponse>;
  post(path: string, body: unknown): Promise<TestResponse>;
  put(path: string, body: unknown): Promise<TestResponse>;
  delete(path: string): Promise<TestResponse>;
  /** Follows a short code by one step, without going on. */
  visit(code: string, init?: RequestInit): Promise<TestResponse>;
  /** Makes a link by REST and answers its representation. */
  createLink(link?: Record<string, unknown>): Promise<TestResponse["body"]>;
  /** Runs a GraphQL operation over HTTP. */
  graphql(
    query: string | TadaDocumentNode<unknown, never>,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<TestResponse>;
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
  defaultHeaders: Record<string, string> = {},
): TestClient {
  const request = async (path: string, init: RequestInit = {}): Promise<TestResponse> => {
    const headers = new Headers({
      ...defaultHeaders,
      ...Object.fromEntries(new Headers(init.headers)),
    });
    if (token && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
    recordRequestSecrets(headers, init.body);
    const response = await fetch(url + path, { redirect: "manual", ...init, headers });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
    const body = isJson && text ? JSON.parse(text) : undefined;
    recordResponseSecrets(response.headers, body);
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
    createLink: async (link = {}) => {
      const body = { original_url: "https://example.com/", ...link };
      const answer = await send("POST")("/api/v1/links", body);
      if (answer.status !== 201)
        throw new Error(`No link was made: ${answer.status} ${answer.text}`);
      return answer.body;
    },
    graphql: (query, variables = {}, headers = {}) =>
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
