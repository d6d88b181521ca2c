import { ViewerPlaceholder } from "../session/ViewerPlaceholder.tsx";
import { useSession } from "../session/viewer.ts";
import { LandingPage } from "./LandingPage.tsx";
import { QuickShorten } from "./QuickShorten.tsx";

/** `/`: shows the landing page to visitors, and the form for a quick link to signed-in users. */
export function HomePage() {
  const { viewer } = useSession();
  if (viewer === undefined) {
    return <ViewerPlaceholder />;
  }
  return viewer ? <QuickShorten /> : <LandingPage />;
}
