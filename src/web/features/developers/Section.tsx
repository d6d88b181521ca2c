import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type SectionId, sections } from "./sections.ts";

/** Renders a section that the table of contents and URL fragments link to. */
export function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Title order={2} size="h3" id={id} tabIndex={-1}>
        {sections[id]}
      </Title>
      {children}
    </Stack>
  );
}
