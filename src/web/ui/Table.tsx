import type { ComponentProps } from "react";
import styles from "./Table.module.css";

/** Rows and columns as the browser has them: a library's table brings much that no page here needs. */
export function Table({ className = "", ...others }: ComponentProps<"table">) {
  return <table className={`${styles.table} ${className}`} {...others} />;
}
