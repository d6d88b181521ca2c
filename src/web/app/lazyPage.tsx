import { type ComponentType, lazy, Suspense, useState } from "react";
import { Loading } from "../ui/Loading.tsx";

type Load = () => Promise<ComponentType>;

/**
 * Returns a loader for `lazy` of a route, which caches its first result permanently. A page that
 * failed to load is replaced by one that loads it again on each visit.
 */
export const lazyPage = (load: Load) => async () => ({
  Component: await load().catch(() => retryingPage(load)),
});

function retryingPage(load: Load): ComponentType {
  return function RetryingPage() {
    const [Page] = useState(() =>
      lazy(async () => {
        reloadMissingStyles();
        return { default: await load() };
      }),
    );
    return (
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    );
  };
}

/** Stylesheets that failed to load. The import of a page requests them only once. */
const missingStyles = new Set<HTMLLinkElement>();

window.addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") missingStyles.add(target);
  },
  { capture: true },
);

function reloadMissingStyles(): void {
  for (const link of missingStyles) link.replaceWith(link.cloneNode());
  missingStyles.clear();
}
