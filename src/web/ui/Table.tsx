import type { ComponentProps } from "react";
import styles from "./Table.module.css";

/** Renders a native table: the library's has many features that no page needs. */
export function Table({ className = "", ...others }: ComponentProps<"table">) {
  return <table className={`${styles.table} ${className}`} {...others} />;
}
