import type autocannon from "autocannon";

type Prepare = (request: autocannon.Request) => autocannon.Request;

/** Replaces the scripts in this folder if wrk is missing. The order of paths is the same. */
export const scripts: Record<string, (environment: Record<string, string>) => Prepare> = {
  post:
    ({ BODY = "", TOKEN = "" }) =>
    (request) => ({
      ...request,
      method: "POST",
      body: BODY,
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
    }),
  sequence: ({ LINKS }) => {
    let number = -1;
    return toCode(() => {
      number = (number + 1) % Number(LINKS);
      return number;
    });
  },
  uniform: ({ LINKS }) => toCode(() => Math.floor(Math.random() * Number(LINKS))),
  unknown: () => (request) => ({ ...request, path: `/x${padded(Math.random() * 1e9, 9)}` }),
  zipf: () => toCode(() => Math.floor(50_000 ** Math.random()) - 1),
};

function toCode(number: () => number): Prepare {
  return (request) => ({ ...request, path: `/b${padded(number(), 7)}` });
}

function padded(number: number, digits: number): string {
  return String(Math.floor(number)).padStart(digits, "0");
}
