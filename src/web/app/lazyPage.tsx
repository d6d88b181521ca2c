import { type ComponentType, lazy, Suspense, useState } from "react";
import { Loading } from "../ui/Loading.tsx";

type Load = () => Promise<ComponentType>;

/**
 * For `lazy` of a route, which keeps its first outcome for good: a page that did not come is handed
 * over as one that asks for it anew whenever somebody goes there.
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

/** Styles that did not come: what imports a page asks for them only once. */
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
