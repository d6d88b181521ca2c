import { Badge } from "@mantine/core";
import type { LiveState } from "./useLiveClicks.ts";

const signs: Record<LiveState, { label: string; color: string; meaning: string }> = {
  connecting: {
    label: "Connecting",
    color: "gray",
    meaning: "Clicks will show here as they happen in a moment.",
  },
  live: { label: "Live", color: "teal", meaning: "Clicks show here as they happen." },
  broken: {
    label: "Not live",
    color: "orange",
    meaning: "The connection is lost. The numbers may be out of date until it is back.",
  },
};

/** Whether clicks show as they happen. A change is read out. */
export function LiveSign({ state }: { state: LiveState }) {
  const { label, color, meaning } = signs[state];
  return (
    <Badge role="status" variant="dot" color={color} size="lg" tt="none" fw={500} title={meaning}>
      {label}
    </Badge>
  );
}
