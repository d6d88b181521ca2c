import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { RequireSession } from "./session/RequireSession.tsx";
import { Broken } from "./shell/Broken.tsx";
import { Layout } from "./shell/Layout.tsx";
import { Loading } from "./shell/Loading.tsx";
import { NotFound } from "./shell/NotFound.tsx";

/** Pages of which the first load of others needs nothing. */
const pages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import("./home/HomePage.tsx")).HomePage }),
  },
  { path: "app", element: <Navigate to="/app/links" replace /> },
  {
    path: "app/login",
    lazy: async () => ({ Component: (await import("./session/LoginPage.tsx")).LoginPage }),
  },
  {
    path: "app/register",
    lazy: async () => ({ Component: (await import("./session/RegisterPage.tsx")).RegisterPage }),
  },
  {
    path: "app/developers",
    lazy: async () => ({
      Component: (await import("./developers/DevelopersPage.tsx")).DevelopersPage,
    }),
  },
  { path: "*", element: <NotFound /> },
];

const pagesOfOnesOwn: RouteObject[] = [
  {
    path: "app/links",
    lazy: async () => ({ Component: (await import("./links/LinksPage.tsx")).LinksPage }),
  },
  {
    path: "app/links/:id",
    lazy: async () => ({ Component: (await import("./link/LinkPage.tsx")).LinkPage }),
  },
  {
    path: "app/tokens",
    lazy: async () => ({ Component: (await import("./tokens/TokensPage.tsx")).TokensPage }),
  },
  {
    path: "app/settings",
    lazy: async () => ({ Component: (await import("./settings/SettingsPage.tsx")).SettingsPage }),
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
