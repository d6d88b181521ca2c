import { Loading } from "../shell/Loading.tsx";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { useSession } from "./viewer.ts";

/** Stands where a page is about to be while it is not known whose: a failure to ask is no answer. */
export function UnknownViewer() {
  const { error, retry, fetching } = useSession();
  return error ? <QueryFailure error={error} onRetry={retry} retrying={fetching} /> : <Loading />;
}
