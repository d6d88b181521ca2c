import { useWindowEvent } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { useClient, useQuery } from "urql";
import { tellOtherTabs, watchOtherTabs } from "./otherTabs.ts";
import { askViewer, type Session, SessionContext, type Viewer, ViewerQuery } from "./viewer.ts";

/** How a session ended, and whether its end is still to be talked about. */
export type End = Pick<Session, "ended" | "dismissed">;

interface KnownViewerProps {
  end: End;
  ways: { goOn(): void; startAnew(): void; dismiss(dismissed: boolean): void };
  children: ReactNode;
}

/** Tells all pages whose session it is, from one answer to the next. */
export function KnownViewer({ end, ways, children }: KnownViewerProps) {
  const client = useClient();
  const [{ data, error, fetching }, ask] = useQuery({ query: ViewerQuery });
  const last = useRef<Viewer | null | undefined>(undefined);
  const current = data?.viewer;
  // Whoever was signed in is kept in sight when the session ends: their page and what they typed stay.
  const vanished = current === null && last.current != null;
  const another = current && last.current && current.id !== last.current.id ? current : undefined;
  if (current !== undefined && !vanished && !another) last.current = current;
  const viewer = last.current;
  const retry = useCallback(() => ask({ requestPolicy: "network-only" }), [ask]);
  useWindowEvent("online", () => {
    if (viewer === undefined) retry();
  });
  useEffect(
    () =>
      watchOtherTabs(async () => {
        const answer = await askViewer(client);
        if (answer.data?.viewer) ways.goOn();
      }),
    [client, ways],
  );
  useEffect(() => {
    if (!another) return;
    const message = `${another.email} has signed in in this browser. The page began anew for them.`;
    notifications.show({ message, color: "yellow" });
    ways.startAnew();
  }, [another, ways]);
  const session = useMemo(
    () => ({
      viewer,
      error,
      fetching,
      retry,
      ended: end.ended || vanished,
      dismissed: end.dismissed,
      dismiss: ways.dismiss,
      restart: () => {
        ways.startAnew();
        tellOtherTabs();
      },
      resume: () => {
        ways.goOn();
        tellOtherTabs();
      },
    }),
    [viewer, error, fetching, retry, end, vanished, ways],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
