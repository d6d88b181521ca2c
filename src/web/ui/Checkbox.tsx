import type { ComponentProps } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps extends ComponentProps<"input"> {
  /** Shows a partial selection. */
  indeterminate?: boolean;
}

/** Renders a native checkbox: each row of a list has one, and the library's renders twice. */
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

/** Switches a setting on or off immediately. */
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
