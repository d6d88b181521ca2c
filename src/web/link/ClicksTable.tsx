import { Table } from "@mantine/core";
import { formatNumber } from "../shell/format.ts";
import { bucketName } from "./bucketNames.ts";
import styles from "./ClicksTable.module.css";
import type { Bucket } from "./documents.ts";
import type { Interval } from "./range.ts";

interface ClicksTableProps {
  series: readonly Bucket[];
  interval: Interval;
}

/** The numbers of the chart, for reading. */
export function ClicksTable({ series, interval }: ClicksTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={styles.scroll} aria-label="Clicks over time as a table" tabIndex={0}>
      <Table stickyHeader className={styles.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Begins</Table.Th>
            <Table.Th scope="col">Clicks</Table.Th>
            <Table.Th scope="col">Visitors</Table.Th>
            <Table.Th scope="col">Bots</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {series.map(({ start, clicks, visitors, bots }) => (
            <Table.Tr key={start}>
              <Table.Th scope="row" fw={400}>
                <time dateTime={start}>{bucketName(start, interval)}</time>
              </Table.Th>
              <Table.Td>{formatNumber(clicks)}</Table.Td>
              <Table.Td>{formatNumber(visitors)}</Table.Td>
              <Table.Td>{formatNumber(bots)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
