import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import type { TestResponse } from "../support/client.ts";
import { restRoutes, toPath, toRequest } from "../support/restRoutes.ts";
import { authorizationHeader } from "../support/subscribe.ts";
import { createApiToken, createTwoUsers } from "../support/twoUsers.ts";
import { password } from "../support/world.ts";

const personal = "private, no-store";
const cachingOf = ({ headers }: TestResponse) => headers.get("cache-control");

test("REST responses to authenticated callers are not cached on any route, in success or error", async () => {
  const { alice, anonymous, ids } = await createTwoUsers();
  const narrow = {
    authorization: `Bearer ${(await createApiToken(alice, ["ACCOUNT_WRITE"])).secret}`,
  };
  const nowhere = { link_id: 0, token_id: "tok_0000000000000000" };
  for (const route of restRoutes) {
    const by = route.scope ? alice : anonymous;
    const path = toPath(route, ids);
    const misshapen = { method: route.method, body: "{", headers: authorizationHeader(alice) };
    const answers = [
      route.body && (await by.request(path, misshapen)),
      route.path.includes("{") &&
        (await by.request(toPath(route, nowhere), toRequest(route, authorizationHeader(alice)))),
      route.scope && (await anonymous.request(path, toRequest(route, narrow))),
      await by.request(path, toRequest(route)),
    ].filter((answer) => typeof answer === "object");

    expect(answers.at(-1)?.status, route.path).toBe(route.status);
    const successful = route.isImage ? "private, no-cache" : personal;
    expect(answers.map(cachingOf), `${route.method} ${route.path}`).toEqual([
      ...answers.slice(1).map(() => personal),
      successful,
    ]);
  }
  const others = [
    await alice.request("/api/v1/links", { method: "HEAD" }),
    await alice.request("/api/v1/links", { method: "PATCH" }),
    await alice.get("/api/v1/nowhere"),
    await anonymous.get("/api/v1/links", { authorization: "Bearer unknown" }),
  ];
  expect(others.map((answer) => [answer.status, cachingOf(answer)])).toEqual([
    [200, personal],
    [405, personal],
    [404, personal],
    [401, personal],
  ]);
});

test("GraphQL responses to authenticated callers and sign-ins are not cached", async () => {
  const here = await createTwoUsers();
  const { alice, anonymous } = here;
  const { cookie } = await signInBrowser(here, "alice");
  const query = "{ viewer { email } }";
  const search = `/graphql?query=${encodeURIComponent(query)}`;
  const json = { accept: "application/json" };
  const credentials = { email: "alice@example.com", password };
  const signIn = (mutation: string, type: string, input: object) =>
    anonymous.graphql(`mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, {
      input,
    });
  const answers = {
    byToken: await alice.graphql(query),
    bySession: await anonymous.graphql(query, {}, { cookie }),
    getByToken: await alice.get(search, json),
    getBySession: await anonymous.get(search, { ...json, cookie }),
    getAsPage: await alice.get(search, { accept: "text/html" }),
    getByHeader: await anonymous.get(search, { ...authorizationHeader(alice), accept: "*/*" }),
    mutation: await alice.graphql("mutation { logout { __typename } }"),
    invalid: await alice.graphql("{ nothing }"),
    notJson: await alice.request("/graphql", { method: "POST", body: "x" }),
    unknownToken: await anonymous.graphql(query, {}, { authorization: "Bearer unknown" }),
    login: await signIn("login", "LoginInput", credentials),
    startSession: await signIn("startSession", "StartSessionInput", credentials),
    register: await signIn("register", "RegisterInput", { ...credentials, email: "c@example.com" }),
  };

  for (const [name, answer] of Object.entries(answers)) {
    expect([name, cachingOf(answer)]).toEqual([name, personal]);
  }
});

test("public and streamed responses declare whether they can be cached", async () => {
  const here = await createTwoUsers();
  const { alice, anonymous, url } = here;
  const { cookie } = await signInBrowser(here, "alice");
  const html = { accept: "text/html" };
  const abort = new AbortController();
  const stream = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      ...authorizationHeader(alice),
      accept: "text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ query: "subscription { linkClicked { clicks } }" }),
    signal: abort.signal,
  });
  expect([stream.status, stream.headers.get("cache-control")]).toEqual([200, "no-cache"]);
  abort.abort();

  const answers = {
    graphiql: await anonymous.get("/graphql", { ...html, cookie }),
    graphiqlStyles: await anonymous.get("/graphql/graphiql.css", { cookie }),
    referenceStyles: await anonymous.get("/api/v1/docs/swagger-ui.css", { cookie }),
    reference: await anonymous.get("/api/v1/docs", { cookie }),
    document: await anonymous.get("/api/v1/openapi.json"),
    queryOfNobody: await anonymous.get("/graphql?query=%7B__typename%7D"),
    page: await anonymous.get("/app", { cookie }),
  };
  expect(
    Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, cachingOf(answer)])),
  ).toEqual({
    graphiql: null,
    graphiqlStyles: "no-cache",
    referenceStyles: "no-cache",
    reference: null,
    document: null,
    queryOfNobody: null,
    page: "no-cache",
  });
});
