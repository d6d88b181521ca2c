import { Badge } from "@mantine/core";
import { type LinkStatus, linkStatuses } from "./linkStatuses.ts";

const colors: Record<LinkStatus, string> = {
  ACTIVE: "teal",
  INACTIVE: "gray.5",
  BLOCKED: "red",
  EXPIRED: "orange",
  EXHAUSTED: "orange",
};

/** Shows the status of a link and what visitors currently see. */
export function LinkStatusBadge({ status }: { status: LinkStatus }) {
  const { label, description } = linkStatuses[status];
  return (
    <Badge variant="dot" color={colors[status]} tt="none" fw={500} title={description}>
      {label}
    </Badge>
  );
}
