import { Button, Text } from "@mantine/core";
import { SignInForm } from "../features/session/SignInForm.tsx";
import { useSession } from "../features/session/viewer.ts";
import { Dialog } from "../ui/Dialog.tsx";

interface ReauthenticateDialogProps {
  email: string;
  /** Called when the dialog is dismissed. The page and its unsaved input are kept. */
  onClose: () => void;
}

/** Asks for the password over a page whose session has ended, so that unsaved input is kept. */
export function ReauthenticateDialog({ email, onClose }: ReauthenticateDialogProps) {
  const { reset } = useSession();
  return (
    <Dialog title="You have been signed out" onClose={onClose} closesBy="buttons">
      <Text mb="md">Sign in again to go on. What you entered on this page is still there.</Text>
      <SignInForm email={email} />
      <Button variant="subtle" fullWidth mt="sm" onClick={reset}>
        Leave this page
      </Button>
    </Dialog>
  );
}
