import { Navigate, Outlet, useLocation } from "react-router";
import { UnknownViewer } from "./UnknownViewer.tsx";
import { useSession } from "./viewer.ts";

/** Shows its pages to those who are signed in; others sign in first and come back. */
export function RequireSession() {
  const { viewer } = useSession();
  const { pathname, search } = useLocation();
  if (viewer === undefined) {
    return <UnknownViewer />;
  }
  if (viewer === null) {
    return <Navigate to={`/app/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return <Outlet />;
}
