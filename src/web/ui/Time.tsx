import { VisuallyHidden } from "@mantine/core";
import { useNow } from "../hooks/useNow.ts";
import { formatDateTime, formatFullDateTime, formatRelative, locale } from "../lib/format.ts";

interface TimeProps {
  /** As the schema gives it: ISO 8601. */
  value: string;
  /** Shows the day and time themselves, for lists where moments are compared. */
  absolute?: boolean;
}

/** How long ago a moment was, or how far off it is; the moment itself on hover and for ears. */
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
