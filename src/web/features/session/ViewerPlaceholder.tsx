import { Loading } from "../../ui/Loading.tsx";
import { QueryError } from "../../ui/QueryError.tsx";
import { useSession } from "./viewer.ts";

/** Stands where a page is about to be while it is not known whose: a failure to ask is no answer. */
export function ViewerPlaceholder() {
  const { error, retry, fetching } = useSession();
  return error ? <QueryError error={error} onRetry={retry} retrying={fetching} /> : <Loading />;
}
