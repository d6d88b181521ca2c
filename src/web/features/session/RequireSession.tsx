import { Navigate, Outlet, useLocation } from "react-router";
import { ViewerPlaceholder } from "./ViewerPlaceholder.tsx";
import { useSession } from "./viewer.ts";

/**
 * Shows its pages to those who are signed in; others sign in first and come back. While it is asked
 * who that is, the page is drawn out of sight, so that what it needs is asked for meanwhile.
 */
export function RequireSession() {
  const { viewer, error } = useSession();
  const { pathname, search } = useLocation();
  const isUnknown = viewer === undefined;
  if (isUnknown && error) {
    return <ViewerPlaceholder />;
  }
  if (viewer === null) {
    return <Navigate to={`/app/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <>
      {isUnknown && <ViewerPlaceholder />}
      <div hidden={isUnknown}>
        <Outlet />
      </div>
    </>
  );
}
