import { Title } from "@mantine/core";

/** The one heading of a page, and the name of its tab. */
export function PageTitle({ children }: { children: string }) {
  return (
    <>
      <title>{`${children} · LNK7`}</title>
      <Title order={1} size="h2">
        {children}
      </Title>
    </>
  );
}
