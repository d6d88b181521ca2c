import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { createRouter } from "./app/routes.tsx";

const root = document.getElementById("root");
if (root) {
  // Renders in separate tasks and slices, between which the browser can handle input.
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
