import { Center, Loader } from "@mantine/core";

/** Replaces a page while it loads. */
export function Loading() {
  return (
    <Center mih="50vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
