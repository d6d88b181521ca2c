import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { NavLink, useNavigate } from "react-router";
import { useMutation } from "urql";
import { errorCode, errorMessage } from "../api/errors.ts";
import { Logout } from "../features/session/documents.ts";
import { useSession } from "../features/session/viewer.ts";
import styles from "./Navigation.module.css";
import { pages } from "./pages.ts";

/** Renders links to the pages that the visitor can access. */
export function Navigation() {
  const { viewer, reset } = useSession();
  const [, logout] = useMutation(Logout);
  const navigate = useNavigate();

  const signOut = async () => {
    const { error } = await logout({});
    // The user is also signed out if the server no longer knows the cookie.
    if (error && errorCode(error) !== "UNAUTHENTICATED") {
      notifications.show({
        message: `You are still signed in. ${errorMessage(error)}`,
        color: "red",
      });
      return;
    }
    // A page that requires a session is left first. Without one it would redirect to the login page.
    await navigate("/");
    reset();
  };

  return (
    <>
      {pages
        .filter(({ navigationLabel }) => navigationLabel !== undefined)
        .filter(({ requiresSession }) => viewer || !requiresSession)
        .map(({ path, navigationLabel }) => (
          <Button
            key={path}
            component={NavLink}
            to={path}
            variant="subtle"
            size="compact-md"
            className={styles.page}
          >
            {navigationLabel}
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
