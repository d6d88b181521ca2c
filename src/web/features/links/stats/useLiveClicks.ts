import { useDocumentVisibility, useNetwork } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useClient } from "urql";
import type { StreamState } from "../../../api/client.ts";
import { useSession } from "../../session/viewer.ts";
import { LinkClicked } from "./documents.ts";

export type LiveState = "connecting" | "live" | "broken";

const maxRetryDelayMilliseconds = 30_000;
/** A click that was being written when the stream opened emits no event. It is counted by then. */
const settleMilliseconds = 2_500;

/**
 * Watches the clicks on a link. Calls `onClicks` for each event and when events may have been
 * missed. A hidden page does not watch, because browsers and the service limit the number of
 * streams.
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt opens a new stream.
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
