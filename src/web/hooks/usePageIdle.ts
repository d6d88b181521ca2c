import { useEffect, useState } from "react";
import { runWhenIdle } from "../lib/runWhenIdle.ts";

let isPageIdle = false;

/** Returns whether the loaded page has finished its urgent work. Remains true afterwards. */
export function usePageIdle(): boolean {
  const [isIdle, setIsIdle] = useState(isPageIdle);
  useEffect(() => {
    if (isPageIdle) return;
    runWhenIdle(() => {
      isPageIdle = true;
      setIsIdle(true);
    });
  }, []);
  return isIdle;
}
