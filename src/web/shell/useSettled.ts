import { useEffect, useState } from "react";
import { whenIdle } from "./whenIdle.ts";

let isSettled = false;

/** Whether the page that was loaded is done with all that could not wait. It stays so from then on. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(isSettled);
  useEffect(() => {
    if (isSettled) return;
    whenIdle(() => {
      isSettled = true;
      setSettled(true);
    });
  }, []);
  return settled;
}
