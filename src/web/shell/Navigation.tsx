import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { NavLink, useNavigate } from "react-router";
import { useMutation } from "urql";
import { codeOf, explain } from "../graphql/failure.ts";
import { EndSession } from "../session/documents.ts";
import { useSession } from "../session/viewer.ts";
import styles from "./Navigation.module.css";

const pages = [
  { to: "/app/links", name: "Links", own: true },
  { to: "/app/tokens", name: "Tokens", own: true },
  { to: "/app/settings", name: "Settings", own: true },
  { to: "/app/developers", name: "Developers", own: false },
];

/** The ways to the pages that the visitor can see. */
export function Navigation() {
  const { viewer, restart } = useSession();
  const [, endSession] = useMutation(EndSession);
  const navigate = useNavigate();

  const signOut = async () => {
    const { error } = await endSession({});
    // A cookie that is no longer known signs nobody in either.
    if (error && codeOf(error) !== "UNAUTHENTICATED") {
      notifications.show({ message: `You are still signed in. ${explain(error)}`, color: "red" });
      return;
    }
    // The page that needs a session goes first: without one it would lead to where one signs in.
    await navigate("/");
    restart();
  };

  return (
    <>
      {pages
        .filter(({ own }) => viewer || !own)
        .map(({ to, name }) => (
          <Button
            key={to}
            component={NavLink}
            to={to}
            variant="subtle"
            size="compact-md"
            className={styles.page}
          >
            {name}
          </Button>
        ))}
      {viewer && (
        <Button variant="default" size="compact-md" onClick={signOut}>
          Sign out
        </Button>
      )}
      {viewer === null && (
        <Button component={NavLink} to="/app/login" variant="default" size="compact-md">
          Sign in
        </Button>
      )}
    </>
  );
}
