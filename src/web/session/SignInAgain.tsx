import { Modal, Text } from "@mantine/core";
import { SignInForm } from "./SignInForm.tsx";
import { useSession } from "./viewer.ts";

/** Stands over a page whose session has ended, so that nothing typed there is lost. */
export function SignInAgain({ email }: { email: string }) {
  const { resume, restart } = useSession();
  return (
    <Modal opened onClose={restart} title="You have been signed out">
      <Text mb="md">Sign in again to go on. What you entered on this page is still there.</Text>
      <SignInForm email={email} onSignedIn={resume} />
    </Modal>
  );
}
