import { Paper, Table, Text, Title } from "@mantine/core";
import { useId } from "react";
import { formatNumber, formatShare } from "../shell/format.ts";
import type { Top } from "./documents.ts";
import styles from "./TopList.module.css";

interface TopListProps {
  title: string;
  top: Top;
  nameOf: (value: string) => string;
  /** What the clicks are called of which it is not known. */
  unknown: string;
  note?: string;
}

/** The most frequent values: a table for all, whose rows are bars to the eye. */
export function TopList({ title, top: { values, other }, nameOf, unknown, note }: TopListProps) {
  const id = useId();
  const rows = values.map(({ value, ...counts }) => ({
    key: value ?? "",
    name: value === null ? unknown : nameOf(value),
    known: value !== null,
    ...counts,
  }));
  if (other.clicks > 0) rows.push({ key: "/", name: "All others", known: false, ...other });
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" id={id}>
        {title}
      </Title>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
      <Table aria-labelledby={id} className={styles.table} withRowBorders={false} mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Name</Table.Th>
            <Table.Th scope="col">Clicks</Table.Th>
            <Table.Th scope="col">Share</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, known, clicks, share }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400} className={styles.name}>
                <span
                  className={styles.bar}
                  data-known={known}
                  style={{ width: `${share * 100}%` }}
                />
                <span className={styles.label}>{name}</span>
              </Table.Th>
              <Table.Td>{formatNumber(clicks)}</Table.Td>
              <Table.Td>{formatShare(share)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
