import { useDocumentVisibility, useNetwork } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useClient } from "urql";
import type { StreamState } from "../graphql/client.ts";
import { useSession } from "../session/viewer.ts";
import { LinkClicked } from "./documents.ts";

export type LiveState = "connecting" | "live" | "broken";

const longestWaitMilliseconds = 30_000;
/** Until a click that was being written when the stream opened, of which it does not tell, is counted. */
const settlingMilliseconds = 2_500;

/**
 * Watches the clicks on a link. `onNews` hears of each, and also whenever some may have been missed.
 * A page that nobody sees watches nothing: browsers and the service allow only some streams.
 */
export function useLiveClicks(linkId: string, onNews: () => void): LiveState {
  const client = useClient();
  const { ended } = useSession();
  const { online } = useNetwork();
  const watching = useDocumentVisibility() !== "hidden" && online && !ended;
  const [state, setState] = useState<LiveState>("connecting");
  const [attempt, setAttempt] = useState(0);
  const failures = useRef(0);
  const opened = useRef(false);
  const tell = useEffectEvent(onNews);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is a stream of its own.
  useEffect(() => {
    if (!watching) return setState("broken");
    setState(failures.current > 0 ? "broken" : "connecting");
    let left = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onStream = (news: StreamState) => {
      if (left) return;
      clearTimeout(waiting);
      if (news === "open") {
        if (opened.current) tell();
        opened.current = true;
        failures.current = 0;
        setState("live");
        waiting = setTimeout(tell, settlingMilliseconds);
      } else {
        setState("broken");
        const wait = Math.min(1_000 * 2 ** failures.current, longestWaitMilliseconds);
        failures.current += 1;
        waiting = setTimeout(() => setAttempt((number) => number + 1), wait * (1 + Math.random()));
      }
    };
    const { unsubscribe } = client
      .subscription(LinkClicked, { linkId }, { onStream })
      .subscribe(({ data }) => data && tell());
    return () => {
      left = true;
      clearTimeout(waiting);
      unsubscribe();
    };
  }, [client, linkId, watching, attempt]);

  return state;
}
