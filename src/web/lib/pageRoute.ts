import type { ComponentType } from "react";

/** A page of a feature. */
export interface PageRoute {
  /** The path of its URL, with parameters such as `:id`. */
  path: string;
  /** Whether only signed-in users can access it. */
  requiresSession: boolean;
  /** Its label in the navigation; undefined for a page that others link to. */
  navigationLabel?: string;
  /** Loads its code, which the first load of other pages does not need. */
  load: () => Promise<ComponentType>;
}
