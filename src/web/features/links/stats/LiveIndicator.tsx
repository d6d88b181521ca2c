import { Badge } from "@mantine/core";
import type { LiveState } from "./useLiveClicks.ts";

const indicators: Record<LiveState, { label: string; color: string; description: string }> = {
  connecting: {
    label: "Connecting",
    color: "gray",
    description: "Clicks will show here as they happen in a moment.",
  },
  live: { label: "Live", color: "teal", description: "Clicks show here as they happen." },
  broken: {
    label: "Not live",
    color: "orange",
    description: "The connection is lost. The numbers may be out of date until it is back.",
  },
};

/** Shows whether clicks appear live. Screen readers announce changes. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const { label, color, description } = indicators[state];
  return (
    <Badge
      role="status"
      variant="dot"
      color={color}
      size="lg"
      tt="none"
      fw={500}
      title={description}
    >
      {label}
    </Badge>
  );
}
