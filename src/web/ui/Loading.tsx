import { Center, Loader } from "@mantine/core";

/** Stands where a page is about to be. */
export function Loading() {
  return (
    <Center mih="50vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
