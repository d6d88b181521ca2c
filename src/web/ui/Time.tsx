import { VisuallyHidden } from "@mantine/core";
import { useNow } from "../hooks/useNow.ts";
import { formatDateTime, formatFullDateTime, formatRelative, locale } from "../lib/format.ts";

interface TimeProps {
  /** In ISO 8601, as in the schema. */
  value: string;
  /** Shows the date and time instead, for lists in which times are compared. */
  absolute?: boolean;
}

/** Shows a time relative to now, with the exact time on hover and for screen readers. */
export function Time({ value, absolute = false }: TimeProps) {
  const now = useNow();
  const fullDateTime = formatFullDateTime(value);
  return (
    <time dateTime={value} title={fullDateTime} lang={locale()}>
      {absolute ? formatDateTime(value) : formatRelative(value, now)}
      {!absolute && <VisuallyHidden>, {fullDateTime}</VisuallyHidden>}
    </time>
  );
}
