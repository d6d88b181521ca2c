import { Anchor, Text } from "@mantine/core";
import { Section } from "./Section.tsx";
import { Snippet } from "./Snippet.tsx";

const { origin } = window.location;

const create = `curl ${origin}/graphql \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"query": "mutation($url: String!) { createLink(input: {originalUrl: $url}) { ... on CreateLinkPayload { link { shortUrl } } ... on UserError { code message } } }", "variables": {"url": "https://example.com/my-long-url"}}'`;

const watch = `curl -N ${origin}/graphql \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Accept: text/event-stream" \\
  -d '{"query": "subscription { linkClicked { at clicks link { shortUrl } } }"}'`;

/** Documents the GraphQL API, which covers all of REST and more. */
export function GraphqlGuide() {
  return (
    <Section id="graphql">
      <Text>
        One endpoint, <code>{origin}/graphql</code>, with the same tokens. Mutations answer either
        their payload or an error with a <code>code</code>, a <code>message</code> and the{" "}
        <code>field</code> at fault. <Anchor href="/graphql">GraphiQL</Anchor> shows every type with
        its description and runs queries as the user who is signed in here.
      </Text>
      <Snippet label="The mutation that makes a link">{create}</Snippet>
      <Text>
        Statistics by day, country or referrer, and clicks as they happen, are there as well: a
        subscription answers with server-sent events.
      </Text>
      <Snippet label="The subscription to clicks">{watch}</Snippet>
    </Section>
  );
}
