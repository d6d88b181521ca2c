import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { RequireSession } from "../features/session/RequireSession.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { Layout } from "./Layout.tsx";
import { lazyPage } from "./lazyPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";

/** Pages whose code the first load of other pages does not need. */
const publicPages: RouteObject[] = [
  {
    index: true,
    lazy: lazyPage(async () => (await import("../features/home/HomePage.tsx")).HomePage),
  },
  { path: "app", element: <Navigate to="/app/links" replace /> },
  {
    path: "app/login",
    lazy: lazyPage(async () => (await import("../features/session/LoginPage.tsx")).LoginPage),
  },
  {
    path: "app/register",
    lazy: lazyPage(async () => (await import("../features/session/RegisterPage.tsx")).RegisterPage),
  },
  {
    path: "app/developers",
    lazy: lazyPage(
      async () => (await import("../features/developers/DevelopersPage.tsx")).DevelopersPage,
    ),
  },
  { path: "*", element: <NotFoundPage /> },
];

const protectedPages: RouteObject[] = [
  {
    path: "app/links",
    lazy: lazyPage(async () => (await import("../features/links/list/LinksPage.tsx")).LinksPage),
  },
  {
    path: "app/links/:id",
    lazy: lazyPage(async () => (await import("../features/links/details/LinkPage.tsx")).LinkPage),
  },
  {
    path: "app/tokens",
    lazy: lazyPage(async () => (await import("../features/tokens/TokensPage.tsx")).TokensPage),
  },
  {
    path: "app/settings",
    lazy: lazyPage(
      async () => (await import("../features/settings/SettingsPage.tsx")).SettingsPage,
    ),
  },
];

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
          children: [{ element: <RequireSession />, children: protectedPages }, ...publicPages],
        },
      ],
    },
  ]);
