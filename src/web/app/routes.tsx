import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { RequireSession } from "../features/session/RequireSession.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { Layout } from "./Layout.tsx";
import { lazyPage } from "./lazyPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { pages } from "./pages.ts";

const pageRoutes = (requiresSession: boolean): RouteObject[] =>
  pages
    .filter((page) => page.requiresSession === requiresSession)
    .map(({ path, load }) => ({ path, lazy: lazyPage(load) }));

/** Creates the router, which starts to load the page of the current URL. */
export const createRouter = () =>
  createBrowserRouter([
    {
      element: <Layout />,
      hydrateFallbackElement: <Loading />,
      errorElement: (
        <main>
          <ErrorPage />
        </main>
      ),
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { element: <RequireSession />, children: pageRoutes(true) },
            ...pageRoutes(false),
            { path: "/app", element: <Navigate to="/app/links" replace /> },
            { path: "*", element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
