import { Box } from "@mantine/core";
import type { ReactNode } from "react";
import { Table } from "../shell/Table.tsx";
import styles from "./WideTable.module.css";

/** A table that scrolls by itself where the page is narrower, with its words kept whole. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // What scrolls has to be reached by keyboard.
    <Box className={styles.frame} role="group" aria-label={label} tabIndex={0}>
      <Table aria-label={label} className={styles.table}>
        {children}
      </Table>
    </Box>
  );
}
