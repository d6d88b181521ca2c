import { Anchor, Text } from "@mantine/core";
import { Link, Navigate, useSearchParams } from "react-router";
import { NarrowPage } from "../shell/NarrowPage.tsx";
import { nextPath } from "./nextPath.ts";
import { SignInForm } from "./SignInForm.tsx";
import { UnknownViewer } from "./UnknownViewer.tsx";
import { useSession } from "./viewer.ts";

/** `/app/login`: sign in, and go on to where one wanted to be. */
export function LoginPage() {
  const { viewer } = useSession();
  const [parameters] = useSearchParams();
  if (viewer === undefined) return <UnknownViewer />;
  if (viewer) return <Navigate to={nextPath(parameters)} replace />;
  return (
    <NarrowPage title="Sign in">
      <SignInForm />
      <Text mt="md">
        New here?{" "}
        <Anchor component={Link} to={{ pathname: "/app/register", search: `${parameters}` }}>
          Create an account
        </Anchor>
      </Text>
    </NarrowPage>
  );
}
