import { Title } from "@mantine/core";
import { isolate } from "../lib/isolate.ts";

/** Renders the main heading of a page and sets the title of its tab. */
export function PageTitle({ children }: { children: string }) {
  return (
    <>
      <title>{`${isolate(children)} · LNK7`}</title>
      <Title order={1} size="h2">
        <bdi>{children}</bdi>
      </Title>
    </>
  );
}
