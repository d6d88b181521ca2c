import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { createRouter } from "./app/routes.tsx";

const root = document.getElementById("root");
if (root) {
  // In tasks and slices, between which the browser can answer whoever is there already.
  setTimeout(() => {
    const router = createRouter();
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <App router={router} />
        </StrictMode>,
      ),
    );
  });
}
