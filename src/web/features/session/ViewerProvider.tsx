import { useWindowEvent } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { useClient, useQuery } from "urql";
import { SessionEndedContext } from "../../hooks/sessionEnded.ts";
import { notifyOtherTabs, onOtherTabChange } from "./tabSync.ts";
import {
  fetchViewer,
  SessionContext,
  type SessionState,
  type Viewer,
  ViewerQuery,
} from "./viewer.ts";

/** Whether the session has ended and the prompt to sign in was dismissed. */
export type SessionEnd = Pick<SessionState, "ended" | "promptDismissed">;

interface ViewerProviderProps {
  end: SessionEnd;
  actions: { resume(): void; reset(): void; dismiss(dismissed: boolean): void };
  children: ReactNode;
}

/** Provides the viewer to all pages and follows each response. */
export function ViewerProvider({ end, actions, children }: ViewerProviderProps) {
  const client = useClient();
  const [{ data, error, fetching }, refetch] = useQuery({ query: ViewerQuery });
  const lastViewer = useRef<Viewer | null | undefined>(undefined);
  const current = data?.viewer;
  // When the session ends, the previous viewer is kept with their page and unsaved input.
  const sessionExpired = current === null && lastViewer.current != null;
  const otherUser =
    current && lastViewer.current && current.id !== lastViewer.current.id ? current : undefined;
  if (current !== undefined && !sessionExpired && !otherUser) lastViewer.current = current;
  const viewer = lastViewer.current;
  const retry = useCallback(() => refetch({ requestPolicy: "network-only" }), [refetch]);
  useWindowEvent("online", () => {
    if (viewer === undefined) retry();
  });
  useEffect(
    () =>
      onOtherTabChange(async () => {
        const result = await fetchViewer(client);
        if (result.data?.viewer) actions.resume();
      }),
    [client, actions],
  );
  useEffect(() => {
    if (!otherUser) return;
    const message = `${otherUser.email} signed in on another tab. This page was reloaded.`;
    notifications.show({ message, color: "yellow" });
    actions.reset();
  }, [otherUser, actions]);
  const session = useMemo(
    () => ({
      viewer,
      error,
      fetching,
      retry,
      ended: end.ended || sessionExpired,
      promptDismissed: end.promptDismissed,
      dismiss: actions.dismiss,
      reset: () => {
        actions.reset();
        notifyOtherTabs();
      },
      resume: () => {
        actions.resume();
        notifyOtherTabs();
      },
    }),
    [viewer, error, fetching, retry, end, sessionExpired, actions],
  );
  return (
    <SessionContext value={session}>
      <SessionEndedContext value={session.ended}>{children}</SessionEndedContext>
    </SessionContext>
  );
}
