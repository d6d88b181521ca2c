import { useState } from "react";
import type { AnyVariables, UseQueryState } from "urql";

/** What was answered last: a question that fails, or waits, takes away nothing that is shown. */
export function usePreviousData<Data, Variables extends AnyVariables>(
  state: UseQueryState<Data, Variables>,
): UseQueryState<Data, Variables> {
  const [last, setLast] = useState(state);
  if (state.data === undefined) return last;
  if (state !== last) setLast(state);
  return state;
}
