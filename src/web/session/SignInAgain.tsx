import { Button, Text } from "@mantine/core";
import { Dialog } from "../shell/Dialog.tsx";
import { SignInForm } from "./SignInForm.tsx";
import { useSession } from "./viewer.ts";

interface SignInAgainProps {
  email: string;
  /** Called when it is put aside; the page and what was typed there stay. */
  onClose: () => void;
}

/** Stands over a page whose session has ended, so that nothing typed there is lost. */
export function SignInAgain({ email, onClose }: SignInAgainProps) {
  const { restart } = useSession();
  return (
    <Dialog title="You have been signed out" onClose={onClose} closesBy="buttons">
      <Text mb="md">Sign in again to go on. What you entered on this page is still there.</Text>
      <SignInForm email={email} />
      <Button variant="subtle" fullWidth mt="sm" onClick={restart}>
        Leave this page
      </Button>
    </Dialog>
  );
}
