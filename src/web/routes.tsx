import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { RequireSession } from "./session/RequireSession.tsx";
import { Broken } from "./shell/Broken.tsx";
import { Layout } from "./shell/Layout.tsx";
import { Loading } from "./shell/Loading.tsx";
import { lazyPage } from "./shell/lazyPage.tsx";
import { NotFound } from "./shell/NotFound.tsx";

/** Pages of which the first load of others needs nothing. */
const pages: RouteObject[] = [
  {
    index: true,
    lazy: lazyPage(async () => (await import("./home/HomePage.tsx")).HomePage),
  },
  { path: "app", element: <Navigate to="/app/links" replace /> },
  {
    path: "app/login",
    lazy: lazyPage(async () => (await import("./session/LoginPage.tsx")).LoginPage),
  },
  {
    path: "app/register",
    lazy: lazyPage(async () => (await import("./session/RegisterPage.tsx")).RegisterPage),
  },
  {
    path: "app/developers",
    lazy: lazyPage(async () => (await import("./developers/DevelopersPage.tsx")).DevelopersPage),
  },
  { path: "*", element: <NotFound /> },
];

const pagesOfOnesOwn: RouteObject[] = [
  {
    path: "app/links",
    lazy: lazyPage(async () => (await import("./links/LinksPage.tsx")).LinksPage),
  },
  {
    path: "app/links/:id",
    lazy: lazyPage(async () => (await import("./link/LinkPage.tsx")).LinkPage),
  },
  {
    path: "app/tokens",
    lazy: lazyPage(async () => (await import("./tokens/TokensPage.tsx")).TokensPage),
  },
  {
    path: "app/settings",
    lazy: lazyPage(async () => (await import("./settings/SettingsPage.tsx")).SettingsPage),
  },
];

/** Begins to load the page that the address names. */
export const createRouter = () =>
  createBrowserRouter([
    {
      element: <Layout />,
      hydrateFallbackElement: <Loading />,
      errorElement: (
        <main>
          <Broken />
        </main>
      ),
      children: [
        {
          errorElement: <Broken />,
          children: [{ element: <RequireSession />, children: pagesOfOnesOwn }, ...pages],
        },
      ],
    },
  ]);
