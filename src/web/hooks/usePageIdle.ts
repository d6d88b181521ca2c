import { useEffect, useState } from "react";
import { runWhenIdle } from "../lib/runWhenIdle.ts";

let isPageIdle = false;

/** Whether the page that was loaded is done with all that could not wait. It stays so from then on. */
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
