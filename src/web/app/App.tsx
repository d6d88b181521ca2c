import "./styles.ts";
import { MantineProvider } from "@mantine/core";
import { lazy, Suspense } from "react";
import { RouterProvider, type RouterProviderProps } from "react-router";
import { SessionProvider } from "../features/session/SessionProvider.tsx";
import { runWhenIdle } from "../lib/runWhenIdle.ts";
import { ErrorBoundary } from "../ui/ErrorBoundary.tsx";
import { cacheConfig } from "./cache.ts";
import { ErrorPage } from "./ErrorPage.tsx";
import { cssVariables, theme } from "./theme.ts";

const retryMilliseconds = 2_000;

/** Loads after the page itself and retries until it succeeds. Earlier notifications wait for it. */
const Notifications = lazy(async () => {
  await new Promise<void>(runWhenIdle);
  for (;;) {
    try {
      return { default: (await import("./Notifications.tsx")).Notifications };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
    }
  }
});

/** Renders the providers and error boundaries around every page. */
export function App({ router }: Pick<RouterProviderProps, "router">) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary
        fallback={
          <main>
            <ErrorPage />
          </main>
        }
      >
        <ErrorBoundary fallback={null}>
          <Suspense>
            <Notifications position="bottom-right" />
          </Suspense>
        </ErrorBoundary>
        <SessionProvider cacheConfig={cacheConfig}>
          <RouterProvider router={router} />
        </SessionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
