import { Title } from "@mantine/core";
import { isolate } from "../lib/isolate.ts";

/** The one heading of a page, and the name of its tab. */
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
