import { ViewerPlaceholder } from "../session/ViewerPlaceholder.tsx";
import { useSession } from "../session/viewer.ts";
import { LandingPage } from "./LandingPage.tsx";
import { QuickShorten } from "./QuickShorten.tsx";

/** `/`: what this is, for those who are not signed in; for those who are, a link at once. */
export function HomePage() {
  const { viewer } = useSession();
  if (viewer === undefined) {
    return <ViewerPlaceholder />;
  }
  return viewer ? <QuickShorten /> : <LandingPage />;
}
