import { List, Text } from "@mantine/core";
import { Section } from "./Section.tsx";
import { Snippet } from "./Snippet.tsx";

const { origin, host, protocol } = window.location;
const scheme = `${protocol}//`;

const register = `curl -X POST ${origin}/api/v1/auth/register \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "your_password"}'`;

const login = `curl -X POST ${origin}/api/v1/auth/login \\
  -H "Content-Type: application/json" \\
  -d '{"email": "you@example.com", "password": "your_password"}'

# {"token": "lnk7_abc...", "token_id": "tok_...", "token_type": "bearer", ...}`;

const create = `curl -X POST ${origin}/api/v1/links \\
  -H "Authorization: Bearer lnk7_your_token" \\
  -H "Content-Type: application/json" \\
  -d '{"original_url": "https://example.com/my-long-url"}'

# {"id": 1, "short_code": "abc123d", "short_url": "${host}/abc123d", ...}`;

/** Explains in four steps how to create a first link. */
export function QuickStart() {
  return (
    <Section id="quick-start">
      <List
        type="ordered"
        spacing="md"
        listStyleType="none"
        styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}
      >
        <List.Item>
          <Text fw={600}>1. Make an account</Text>
          <Snippet label="The call that registers">{register}</Snippet>
        </List.Item>
        <List.Item>
          <Text fw={600}>2. Get a token</Text>
          <Snippet label="The call that logs in">{login}</Snippet>
        </List.Item>
        <List.Item>
          <Text fw={600}>3. Make a short link</Text>
          <Snippet label="The call that makes a link">{create}</Snippet>
        </List.Item>
        <List.Item>
          <Text fw={600}>4. Use it</Text>
          <Text>
            Visit <code>{host}/abc123d</code>: it leads to your URL at once. The answer’s{" "}
            <code>short_url</code> has no scheme; put <code>{scheme}</code> in front.
          </Text>
        </List.Item>
      </List>
    </Section>
  );
}
