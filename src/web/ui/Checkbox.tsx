import type { ComponentProps } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps extends ComponentProps<"input"> {
  /** Shows neither yes nor no, but some of each. */
  indeterminate?: boolean;
}

/** A box to tick as the browser has it: a list has one in each row, and a library's draws itself twice. */
export function Checkbox({ indeterminate = false, ...others }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      className={styles.checkbox}
      ref={(input) => {
        if (input) input.indeterminate = indeterminate;
      }}
      {...others}
    />
  );
}

/** Turns something on and off at once. */
export function Toggle({ checked, ...others }: ComponentProps<"input"> & { checked: boolean }) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={styles.toggle}
      checked={checked}
      aria-checked={checked}
      {...others}
    />
  );
}
