import { type ReactNode, useMemo, useState } from "react";
import { Provider } from "urql";
import { createClient } from "../../api/client.ts";
import { dismissUndoToasts } from "../../ui/undoToast.tsx";
import { type SessionEnd, ViewerProvider } from "./ViewerProvider.tsx";

const notEnded: SessionEnd = { ended: false, promptDismissed: false };

/** Knows who is signed in, and gives each session a client with a cache of its own. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [generation, setGeneration] = useState(0);
  const [end, setEnd] = useState(notEnded);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new client.
  const client = useMemo(
    () => createClient(() => setEnd({ ended: true, promptDismissed: false })),
    [generation],
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
