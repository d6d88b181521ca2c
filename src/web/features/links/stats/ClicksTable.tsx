import { formatNumber } from "../../../lib/format.ts";
import { Table } from "../../../ui/Table.tsx";
import { bucketLabel } from "./bucketLabels.ts";
import styles from "./ClicksTable.module.css";
import type { Bucket } from "./documents.ts";
import type { Interval } from "./range.ts";

interface ClicksTableProps {
  series: readonly Bucket[];
  interval: Interval;
}

/** Shows the numbers of the chart as text. */
export function ClicksTable({ series, interval }: ClicksTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be focusable by keyboard.
    <section className={styles.scroll} aria-label="Clicks over time as a table" tabIndex={0}>
      <Table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Begins</th>
            <th scope="col">Clicks</th>
            <th scope="col">Visitors</th>
            <th scope="col">Bots</th>
          </tr>
        </thead>
        <tbody>
          {series.map(({ start, clicks, visitors, bots }) => (
            <tr key={start}>
              <th scope="row">
                <time dateTime={start}>{bucketLabel(start, interval)}</time>
              </th>
              <td>{formatNumber(clicks)}</td>
              <td>{formatNumber(visitors)}</td>
              <td>{formatNumber(bots)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
