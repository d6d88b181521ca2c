import { Anchor, Skeleton, Text, Title } from "@mantine/core";
import { Table } from "../../ui/Table.tsx";
import { type ApiRoute, useApiRoutes } from "./openApi.ts";
import { Section } from "./Section.tsx";

/** Lists every route of the REST API from the service's own OpenAPI document. */
export function Reference() {
  const routes = useApiRoutes();
  const groups = [...new Set(routes?.map(({ group }) => group))];
  return (
    <Section id="reference">
      <Text>
        JSON in, JSON out. Fields, limits and answers of each route are told by the{" "}
        <Anchor href="/api/v1/docs">full reference</Anchor>, where they can be tried as well.
      </Text>
      {routes === undefined && <Skeleton h={280} aria-label="Loading" />}
      {routes === null && (
        <Text>The list could not be loaded. Use the full reference instead.</Text>
      )}
      {groups.map((group) => (
        <div key={group}>
          <Title order={3} size="h5">
            {group}
          </Title>
          <RouteTable
            name={group}
            routes={routes?.filter((route) => route.group === group) ?? []}
          />
        </div>
      ))}
    </Section>
  );
}

function RouteTable({ name, routes }: { name: string; routes: ApiRoute[] }) {
  return (
    <Table aria-label={name}>
      <thead>
        <tr>
          <th>Route</th>
          <th>Token</th>
          <th>What it does</th>
        </tr>
      </thead>
      <tbody>
        {routes.map(({ method, path, summary, needsToken }) => (
          <tr key={method + path}>
            <td>
              <code>
                {method} <Path path={path} />
              </code>
            </td>
            <td>{needsToken ? "Bearer" : "None"}</td>
            <td>{summary}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Renders a path that can wrap before each of its segments. */
function Path({ path }: { path: string }) {
  return path.split(/(?=\/)/).map((part) => [<wbr key={part} />, part]);
}
