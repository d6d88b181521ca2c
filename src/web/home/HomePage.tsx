import { UnknownViewer } from "../session/UnknownViewer.tsx";
import { useSession } from "../session/viewer.ts";
import { QuickShorten } from "./QuickShorten.tsx";
import { Welcome } from "./Welcome.tsx";

/** `/`: what this is, for those who are not signed in; for those who are, a link at once. */
export function HomePage() {
  const { viewer } = useSession();
  if (viewer === undefined) {
    return <UnknownViewer />;
  }
  return viewer ? <QuickShorten /> : <Welcome />;
}
