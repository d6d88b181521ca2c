import { type ReactNode, useMemo, useState } from "react";
import { Provider } from "urql";
import { createClient } from "../graphql/client.ts";
import { withdrawOffers } from "../shell/offerUndo.tsx";
import { type End, KnownViewer } from "./KnownViewer.tsx";

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
  const ways = useMemo(() => {
    const goOn = () => setEnd(goesOn);
    const startAnew = () => {
      withdrawOffers();
      goOn();
      setGeneration((current) => current + 1);
    };
    const dismiss = (dismissed: boolean) => setEnd((now) => ({ ...now, dismissed }));
    return { goOn, startAnew, dismiss };
  }, []);

  return (
    <Provider value={client}>
      <KnownViewer key={generation} end={end} ways={ways}>
        {children}
      </KnownViewer>
    </Provider>
  );
}
