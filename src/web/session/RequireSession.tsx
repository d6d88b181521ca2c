import { lazy, Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { Loading } from "../shell/Loading.tsx";
import { useSession } from "./viewer.ts";

const SignInAgain = lazy(async () => ({
  default: (await import("./SignInAgain.tsx")).SignInAgain,
}));

/** Shows its pages to those who are signed in; others sign in first and come back. */
export function RequireSession() {
  const { viewer, ended } = useSession();
  const { pathname, search } = useLocation();
  if (viewer === undefined) {
    return <Loading />;
  }
  if (viewer === null) {
    return <Navigate to={`/app/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <>
      <Outlet />
      <Suspense>{ended && <SignInAgain email={viewer.email} />}</Suspense>
    </>
  );
}
