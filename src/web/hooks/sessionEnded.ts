import { createContext } from "react";

/** Whether the server no longer accepts the viewer's session, for components that know no feature. */
export const SessionEndedContext = createContext(false);
