import { Loading } from "../../ui/Loading.tsx";
import { QueryError } from "../../ui/QueryError.tsx";
import { useSession } from "./viewer.ts";

/** Replaces a page while the viewer is unknown. A failed query does not mean signed out. */
export function ViewerPlaceholder() {
  const { error, retry, fetching } = useSession();
  return error ? <QueryError error={error} onRetry={retry} retrying={fetching} /> : <Loading />;
}
