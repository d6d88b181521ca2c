import { useDocumentVisibility, useNetwork } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useClient } from "urql";
import type { StreamState } from "../../../api/client.ts";
import { useSession } from "../../session/viewer.ts";
import { LinkClicked } from "./documents.ts";

export type LiveState = "connecting" | "live" | "broken";

const maxRetryDelayMilliseconds = 30_000;
/** Until a click that was being written when the stream opened, of which it does not tell, is counted. */
const settleMilliseconds = 2_500;

/**
 * Watches the clicks on a link. `onClicks` hears of each, and also whenever some may have been missed.
 * A page that nobody sees watches nothing: browsers and the service allow only some streams.
 */
export function useLiveClicks(linkId: string, onClicks: () => void): LiveState {
  const client = useClient();
  const { ended } = useSession();
  const { online } = useNetwork();
  const watching = useDocumentVisibility() !== "hidden" && online && !ended;
  const [state, setState] = useState<LiveState>("connecting");
  const [attempt, setAttempt] = useState(0);
  const failures = useRef(0);
  const hasOpened = useRef(false);
  const notify = useEffectEvent(onClicks);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is a stream of its own.
  useEffect(() => {
    if (!watching) return setState("broken");
    setState(failures.current > 0 ? "broken" : "connecting");
    let unmounted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onStream = (streamState: StreamState) => {
      if (unmounted) return;
      clearTimeout(timer);
      if (streamState === "open") {
        if (hasOpened.current) notify();
        hasOpened.current = true;
        failures.current = 0;
        setState("live");
        timer = setTimeout(notify, settleMilliseconds);
      } else {
        setState("broken");
        const delay = Math.min(1_000 * 2 ** failures.current, maxRetryDelayMilliseconds);
        failures.current += 1;
        timer = setTimeout(() => setAttempt((number) => number + 1), delay * (1 + Math.random()));
      }
    };
    const { unsubscribe } = client
      .subscription(LinkClicked, { linkId }, { onStream })
      .subscribe(({ data }) => data && notify());
    return () => {
      unmounted = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [client, linkId, watching, attempt]);

  return state;
}
