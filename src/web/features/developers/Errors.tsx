import { Text } from "@mantine/core";
import { Table } from "../../ui/Table.tsx";
import { Section } from "./Section.tsx";
import { Snippet } from "./Snippet.tsx";

const body = `{
  "detail": "What went wrong, and what to do about it."
}`;

const statuses: [number, string, string][] = [
  [200, "Success", "The request was carried out."],
  [201, "Created", "The account or link was made; Location names it."],
  [204, "No Content", "It was deleted or revoked."],
  [400, "Bad Request", "A value is not acceptable, such as an invalid URL or a weak password."],
  [401, "Unauthorized", "There is no token, or it is wrong, expired or revoked."],
  [403, "Forbidden", "The token’s scopes do not allow it."],
  [404, "Not Found", "There is no such link or token, or it is not yours."],
  [405, "Method Not Allowed", "The path is right, the method is not: Allow names those that are."],
  [409, "Conflict", "The email has an account already, or the short code is taken."],
  [413, "Content Too Large", "The body is larger than 64 KiB."],
  [415, "Unsupported Media Type", "The body is not JSON, or does not say so."],
  [422, "Validation Error", "The body does not match its schema: detail names the field."],
  [429, "Too Many Requests", "Wait for as many seconds as Retry-After says."],
  [
    500,
    "Server Error",
    "Unexpected server error. Quote the X-Request-Id header when you report it.",
  ],
  [503, "Service Unavailable", "The service is busy. Retry after the seconds in Retry-After."],
];

/** Documents the format of errors and the meaning of each status. */
export function Errors() {
  return (
    <Section id="errors">
      <Text>
        All errors have the same form. Ask for <code>application/problem+json</code> in the header{" "}
        <code>Accept</code> to get problem details (RFC 9457) instead.
      </Text>
      <Snippet label="The form of an error">{body}</Snippet>
      <Table aria-label="Status codes">
        <thead>
          <tr>
            <th>Code</th>
            <th>Meaning</th>
            <th>When</th>
          </tr>
        </thead>
        <tbody>
          {statuses.map(([code, meaning, cause]) => (
            <tr key={code}>
              <td>{code}</td>
              <td>{meaning}</td>
              <td>{cause}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
