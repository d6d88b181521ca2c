import { Button, Text } from "@mantine/core";
import { SignInForm } from "../features/session/SignInForm.tsx";
import { useSession } from "../features/session/viewer.ts";
import { Dialog } from "../ui/Dialog.tsx";

interface ReauthenticateDialogProps {
  email: string;
  /** Called when it is put aside; the page and what was typed there stay. */
  onClose: () => void;
}

/** Stands over a page whose session has ended, so that nothing typed there is lost. */
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
