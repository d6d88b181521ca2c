import { VisuallyHidden } from "@mantine/core";
import { useNow } from "./clock.ts";
import { formatExactMoment, formatMoment, formatRelative, locale } from "./format.ts";

interface TimeProps {
  /** As the schema gives it: ISO 8601. */
  value: string;
  /** Shows the day and time themselves, for lists where moments are compared. */
  absolute?: boolean;
}

/** How long ago a moment was, or how far off it is; the moment itself on hover and for ears. */
export function Time({ value, absolute = false }: TimeProps) {
  const now = useNow();
  const exact = formatExactMoment(value);
  return (
    <time dateTime={value} title={exact} lang={locale()}>
      {absolute ? formatMoment(value) : formatRelative(value, now)}
      {!absolute && <VisuallyHidden>, {exact}</VisuallyHidden>}
    </time>
  );
}
