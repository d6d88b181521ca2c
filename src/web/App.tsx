import "./styles.ts";
import { MantineProvider } from "@mantine/core";
import { lazy, Suspense } from "react";
import { RouterProvider } from "react-router";
import { router } from "./routes.tsx";
import { SessionProvider } from "./session/SessionProvider.tsx";
import { Broken } from "./shell/Broken.tsx";
import { ErrorBoundary } from "./shell/ErrorBoundary.tsx";
import { cssVariables, theme } from "./theme.ts";

/** Not before the page itself: nothing can be announced until something was done. */
const Notifications = lazy(async () => ({
  default: (await import("@mantine/notifications")).Notifications,
}));

/** What every page stands in. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary fallback={<Broken />}>
        <ErrorBoundary fallback={null}>
          <Suspense>
            <Notifications position="bottom-right" />
          </Suspense>
        </ErrorBoundary>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
