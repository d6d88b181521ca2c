import { Navigate, Outlet, useLocation } from "react-router";
import { ViewerPlaceholder } from "./ViewerPlaceholder.tsx";
import { useSession } from "./viewer.ts";

/**
 * Shows its pages to signed-in users only. Other visitors sign in first and return. While the
 * viewer is loading, the page is rendered hidden, so that its queries start early.
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
