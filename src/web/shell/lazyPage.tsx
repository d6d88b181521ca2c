import { type ComponentType, lazy, Suspense, useState } from "react";
import { Loading } from "./Loading.tsx";

type Load = () => Promise<ComponentType>;

/**
 * For `lazy` of a route, which keeps its first outcome for good: a page that did not come is handed
 * over as one that asks for it anew whenever somebody goes there.
 */
export const lazyPage = (load: Load) => async () => ({
  Component: await load().catch(() => askedForAgain(load)),
});

function askedForAgain(load: Load): ComponentType {
  return function PageAskedForAgain() {
    const [Page] = useState(() =>
      lazy(async () => {
        askForStylesAgain();
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

function askForStylesAgain(): void {
  for (const link of missingStyles) link.replaceWith(link.cloneNode());
  missingStyles.clear();
}
