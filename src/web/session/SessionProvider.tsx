import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Provider, useQuery } from "urql";
import { createClient } from "../graphql/client.ts";
import { SessionContext, type Viewer, ViewerQuery } from "./viewer.ts";

/** Knows who is signed in, and gives each session a client with a cache of its own. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [generation, setGeneration] = useState(0);
  const [ended, setEnded] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new client.
  const client = useMemo(() => createClient(() => setEnded(true)), [generation]);
  const restart = useCallback(() => {
    setEnded(false);
    setGeneration((current) => current + 1);
  }, []);
  const resume = useCallback(() => setEnded(false), []);

  return (
    <Provider value={client}>
      <KnownViewer key={generation} ended={ended} restart={restart} resume={resume}>
        {children}
      </KnownViewer>
    </Provider>
  );
}

interface KnownViewerProps {
  ended: boolean;
  restart: () => void;
  resume: () => void;
  children: ReactNode;
}

function KnownViewer({ ended, restart, resume, children }: KnownViewerProps) {
  const [{ data, error }] = useQuery({ query: ViewerQuery });
  const last = useRef<Viewer | null | undefined>(undefined);
  const current = error && !data ? null : data?.viewer;
  // Whoever was signed in is kept in sight when the session ends: their page and what they typed stay.
  const vanished = current === null && last.current != null;
  if (!vanished) last.current = current;
  const viewer = vanished ? last.current : current;
  const session = useMemo(
    () => ({ viewer, ended: ended || vanished, restart, resume }),
    [viewer, ended, vanished, restart, resume],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
