import "./styles.ts";
import { MantineProvider } from "@mantine/core";
import { lazy, Suspense } from "react";
import { RouterProvider } from "react-router";
import { router } from "./routes.tsx";
import { SessionProvider } from "./session/SessionProvider.tsx";
import { Broken } from "./shell/Broken.tsx";
import { ErrorBoundary } from "./shell/ErrorBoundary.tsx";
import { whenIdle } from "./shell/whenIdle.ts";
import { cssVariables, theme } from "./theme.ts";

const retryMilliseconds = 2_000;

/** After the page itself, and as often as it takes: what is announced before waits for it. */
const Notifications = lazy(async () => {
  await new Promise<void>(whenIdle);
  for (;;) {
    try {
      return { default: (await import("./shell/Notifications.tsx")).Notifications };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
    }
  }
});

/** What every page stands in. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary fallback={<Broken />}>
        <Suspense>
          <Notifications position="bottom-right" />
        </Suspense>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
