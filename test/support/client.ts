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
  /** Sends any request, with the token unless the headers contain another one. */
  request(path: string, init?: RequestInit): Promise<TestResponse>;
  get(path: string, headers?: Record<string, string>): Promise<TestResponse>;
  post(path: string, body: unknown): Promise<TestResponse>;
  put(path: string, body: unknown): Promise<TestResponse>;
  delete(path: string): Promise<TestResponse>;
  /** Requests a short code without following the redirect. */
  visit(code: string, init?: RequestInit): Promise<TestResponse>;
  /** Creates a link through REST and returns its representation. */
  createLink(link?: Record<string, unknown>): Promise<TestResponse["body"]>;
  /** Runs a GraphQL operation over HTTP. Returns its extensions apart from its body. */
  graphql(
    query: string | TadaDocumentNode<unknown, never>,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<TestResponse & { extensions?: unknown }>;
}

/** Node's own user agent would count as a bot. */
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/**
 * Creates a client that sends real requests, with or without a token, and with its own headers. It
 * records their secrets, which the service must not write anywhere.
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
    graphql: async (query, variables = {}, headers = {}) => {
      const response = await request("/graphql", {
        method: "POST",
        body: JSON.stringify({
          query: typeof query === "string" ? query : print(query),
          variables,
        }),
        headers: { "content-type": "application/json", ...headers },
      });
      const { extensions, ...body } = response.body ?? {};
      return { ...response, ...(response.body && { body }), extensions };
    },
  };
}
