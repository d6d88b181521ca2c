import { useState } from "react";
import type { AnyVariables, UseQueryState } from "urql";

/** Returns the latest data, so that a pending or failed query does not clear the page. */
export function usePreviousData<Data, Variables extends AnyVariables>(
  state: UseQueryState<Data, Variables>,
): UseQueryState<Data, Variables> {
  const [last, setLast] = useState(state);
  if (state.data === undefined) return last;
  if (state !== last) setLast(state);
  return state;
}
