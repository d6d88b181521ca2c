import { expect, test } from "vitest";
import { browser } from "../support/browser.ts";
import type { Answer } from "../support/client.ts";
import { makeToken, neighbours } from "../support/neighbours.ts";
import { pathOf, requestOf, restRoutes } from "../support/restRoutes.ts";
import { bearer } from "../support/watch.ts";
import { password } from "../support/world.ts";

const personal = "private, no-store";
const cachingOf = ({ headers }: Answer) => headers.get("cache-control");

test("no cache keeps what REST answers to a signed-in caller, at any route, success or not", async () => {
  const { alice, anybody, ids } = await neighbours();
  const narrow = { authorization: `Bearer ${(await makeToken(alice, ["ACCOUNT_WRITE"])).secret}` };
  const nowhere = { link_id: 0, token_id: "tok_0000000000000000" };
  for (const route of restRoutes) {
    const by = route.scope ? alice : anybody;
    const path = pathOf(route, ids);
    const misshapen = { method: route.method, body: "{", headers: bearer(alice) };
    const answers = [
      route.body && (await by.request(path, misshapen)),
      route.path.includes("{") &&
        (await by.request(pathOf(route, nowhere), requestOf(route, bearer(alice)))),
      route.scope && (await anybody.request(path, requestOf(route, narrow))),
      await by.request(path, requestOf(route)),
    ].filter((answer) => typeof answer === "object");

    expect(answers.at(-1)?.status, route.path).toBe(route.status);
    expect(answers.map(cachingOf), `${route.method} ${route.path}`).toEqual(
      answers.map(() => personal),
    );
  }
  const others = [
    await alice.request("/api/v1/links", { method: "HEAD" }),
    await alice.request("/api/v1/links", { method: "PATCH" }),
    await alice.get("/api/v1/nowhere"),
    await anybody.get("/api/v1/links", { authorization: "Bearer unknown" }),
  ];
  expect(others.map((answer) => [answer.status, cachingOf(answer)])).toEqual([
    [200, personal],
    [405, personal],
    [404, personal],
    [401, personal],
  ]);
});

test("no cache keeps what GraphQL answers to a signed-in caller, or to one who signs in", async () => {
  const here = await neighbours();
  const { alice, anybody } = here;
  const { cookie } = await browser(here, "alice");
  const query = "{ viewer { email } }";
  const search = `/graphql?query=${encodeURIComponent(query)}`;
  const json = { accept: "application/json" };
  const credentials = { email: "alice@example.com", password };
  const signIn = (mutation: string, type: string, input: object) =>
    anybody.runs(`mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, {
      input,
    });
  const answers = {
    byToken: await alice.runs(query),
    bySession: await anybody.runs(query, {}, { cookie }),
    getByToken: await alice.get(search, json),
    getBySession: await anybody.get(search, { ...json, cookie }),
    getAsPage: await alice.get(search, { accept: "text/html" }),
    getByHeader: await anybody.get(search, { ...bearer(alice), accept: "*/*" }),
    mutation: await alice.runs("mutation { endSession { __typename } }"),
    invalid: await alice.runs("{ nothing }"),
    notJson: await alice.request("/graphql", { method: "POST", body: "x" }),
    unknownToken: await anybody.runs(query, {}, { authorization: "Bearer unknown" }),
    login: await signIn("login", "LoginInput", credentials),
    startSession: await signIn("startSession", "StartSessionInput", credentials),
    register: await signIn("register", "RegisterInput", { ...credentials, email: "c@example.com" }),
  };

  for (const [name, answer] of Object.entries(answers)) {
    expect([name, cachingOf(answer)]).toEqual([name, personal]);
  }
});

test("what is the same for all, and what streams, says itself whether it may be kept", async () => {
  const here = await neighbours();
  const { alice, anybody, url } = here;
  const { cookie } = await browser(here, "alice");
  const html = { accept: "text/html" };
  const abort = new AbortController();
  const stream = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      ...bearer(alice),
      accept: "text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ query: "subscription { linkClicked { clicks } }" }),
    signal: abort.signal,
  });
  expect([stream.status, stream.headers.get("cache-control")]).toEqual([200, "no-cache"]);
  abort.abort();

  const answers = {
    graphiql: await anybody.get("/graphql", { ...html, cookie }),
    graphiqlStyles: await anybody.get("/graphql/graphiql.css", { cookie }),
    referenceStyles: await anybody.get("/api/v1/docs/swagger-ui.css", { cookie }),
    reference: await anybody.get("/api/v1/docs", { cookie }),
    document: await anybody.get("/api/v1/openapi.json"),
    queryOfNobody: await anybody.get("/graphql?query=%7B__typename%7D"),
    page: await anybody.get("/app", { cookie }),
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
