import { Paper, Text, Title } from "@mantine/core";
import { useId } from "react";
import { formatNumber, formatShare } from "../../../lib/format.ts";
import { Table } from "../../../ui/Table.tsx";
import styles from "./BreakdownTable.module.css";
import type { Breakdown } from "./documents.ts";

interface BreakdownTableProps {
  title: string;
  breakdown: Breakdown;
  formatValue: (value: string) => string;
  /** The label of clicks without a known value. */
  unknown: string;
  note?: string;
}

/** Shows the most frequent values as a table whose rows look like bars. */
export function BreakdownTable({
  title,
  breakdown: { values, other },
  formatValue,
  unknown,
  note,
}: BreakdownTableProps) {
  const id = useId();
  const rows = values.map(({ value, ...counts }) => ({
    key: value ?? "",
    name: value === null ? unknown : formatValue(value),
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
      <Table aria-labelledby={id} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Clicks</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, known, clicks, share }) => (
            <tr key={key}>
              <th scope="row" className={styles.name}>
                <span
                  className={styles.bar}
                  data-known={known}
                  style={{ width: `${share * 100}%` }}
                />
                <span className={styles.label}>{name}</span>
              </th>
              <td>{formatNumber(clicks)}</td>
              <td>{formatShare(share)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Paper>
  );
}
