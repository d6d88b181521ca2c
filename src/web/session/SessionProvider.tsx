import { useWindowEvent } from "@mantine/hooks";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Provider, useQuery } from "urql";
import { createClient } from "../graphql/client.ts";
import { withdrawOffers } from "../shell/offerUndo.tsx";
import { SessionContext, type Viewer, ViewerQuery } from "./viewer.ts";

/** How a session ended, and whether its end is still to be talked about. */
interface End {
  ended: boolean;
  dismissed: boolean;
}

const goesOn: End = { ended: false, dismissed: false };

/** Knows who is signed in, and gives each session a client with a cache of its own. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [generation, setGeneration] = useState(0);
  const [end, setEnd] = useState(goesOn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new client.
  const client = useMemo(
    () => createClient(() => setEnd({ ended: true, dismissed: false })),
    [generation],
  );
  const restart = useCallback(() => {
    withdrawOffers();
    setEnd(goesOn);
    setGeneration((current) => current + 1);
  }, []);
  const resume = useCallback(() => setEnd(goesOn), []);
  const dismiss = useCallback((dismissed: boolean) => setEnd((now) => ({ ...now, dismissed })), []);
  const ways = useMemo(() => ({ restart, resume, dismiss }), [restart, resume, dismiss]);

  return (
    <Provider value={client}>
      <KnownViewer key={generation} end={end} ways={ways}>
        {children}
      </KnownViewer>
    </Provider>
  );
}

interface KnownViewerProps {
  end: End;
  ways: { restart(): void; resume(): void; dismiss(dismissed: boolean): void };
  children: ReactNode;
}

function KnownViewer({ end, ways, children }: KnownViewerProps) {
  const [{ data, error, fetching }, ask] = useQuery({ query: ViewerQuery });
  const last = useRef<Viewer | null | undefined>(undefined);
  const current = data?.viewer;
  // Whoever was signed in is kept in sight when the session ends: their page and what they typed stay.
  const vanished = current === null && last.current != null;
  if (current !== undefined && !vanished) last.current = current;
  const viewer = last.current;
  const retry = useCallback(() => ask({ requestPolicy: "network-only" }), [ask]);
  useWindowEvent("online", () => {
    if (viewer === undefined) retry();
  });
  const session = useMemo(
    () => ({
      viewer,
      error,
      fetching,
      retry,
      ended: end.ended || vanished,
      dismissed: end.dismissed,
      ...ways,
    }),
    [viewer, error, fetching, retry, end, vanished, ways],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
