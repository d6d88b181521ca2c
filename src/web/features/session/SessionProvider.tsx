import { type ReactNode, useMemo, useState } from "react";
import { Provider } from "urql";
import { type CacheConfig, createClient } from "../../api/client.ts";
import { dismissUndoToasts } from "../../ui/undoToast.tsx";
import { type SessionEnd, ViewerProvider } from "./ViewerProvider.tsx";

const notEnded: SessionEnd = { ended: false, promptDismissed: false };

interface SessionProviderProps {
  cacheConfig: CacheConfig;
  children: ReactNode;
}

/** Provides the session, with a client and a cache of its own for each user. */
export function SessionProvider({ cacheConfig, children }: SessionProviderProps) {
  const [generation, setGeneration] = useState(0);
  const [end, setEnd] = useState(notEnded);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each generation has a new client.
  const client = useMemo(
    () => createClient(cacheConfig, () => setEnd({ ended: true, promptDismissed: false })),
    [cacheConfig, generation],
  );
  const actions = useMemo(() => {
    const resume = () => setEnd(notEnded);
    const reset = () => {
      dismissUndoToasts();
      resume();
      setGeneration((current) => current + 1);
    };
    const dismiss = (dismissed: boolean) =>
      setEnd((current) => ({ ...current, promptDismissed: dismissed }));
    return { resume, reset, dismiss };
  }, []);

  return (
    <Provider value={client}>
      <ViewerProvider key={generation} end={end} actions={actions}>
        {children}
      </ViewerProvider>
    </Provider>
  );
}
