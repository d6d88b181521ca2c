import { Anchor, Skeleton, Table, Text, Title } from "@mantine/core";
import { type Route, useRoutes } from "./openApi.ts";
import { Section } from "./Section.tsx";

/** Every route of the REST API, as the running service describes it. */
export function Reference() {
  const routes = useRoutes();
  const groups = [...new Set(routes?.map(({ group }) => group))];
  return (
    <Section id="reference" title="REST reference">
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

function RouteTable({ name, routes }: { name: string; routes: Route[] }) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Method</Table.Th>
            <Table.Th>Path</Table.Th>
            <Table.Th>Token</Table.Th>
            <Table.Th>What it does</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {routes.map(({ method, path, summary, needsToken }) => (
            <Table.Tr key={method + path}>
              <Table.Td>
                <code>{method}</code>
              </Table.Td>
              <Table.Td>
                <code>{path}</code>
              </Table.Td>
              <Table.Td>{needsToken ? "Bearer" : "None"}</Table.Td>
              <Table.Td>{summary}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
