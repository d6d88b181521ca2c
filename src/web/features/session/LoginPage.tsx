import { Anchor, Text } from "@mantine/core";
import { Link, Navigate, useSearchParams } from "react-router";
import { FormPage } from "../../ui/FormPage.tsx";
import { pathAfterLogin } from "./pathAfterLogin.ts";
import { SignInForm } from "./SignInForm.tsx";
import { ViewerPlaceholder } from "./ViewerPlaceholder.tsx";
import { useSession } from "./viewer.ts";

/** `/app/login`: signs in and redirects to the requested page. */
export function LoginPage() {
  const { viewer } = useSession();
  const [parameters] = useSearchParams();
  if (viewer === undefined) return <ViewerPlaceholder />;
  if (viewer) return <Navigate to={pathAfterLogin(parameters)} replace />;
  return (
    <FormPage title="Sign in">
      <SignInForm />
      <Text mt="md">
        New here?{" "}
        <Anchor component={Link} to={{ pathname: "/app/register", search: `${parameters}` }}>
          Create an account
        </Anchor>
      </Text>
    </FormPage>
  );
}
