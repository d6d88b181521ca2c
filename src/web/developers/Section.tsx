import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface SectionProps {
  /** What an address can point to, after `#`. */
  id: string;
  title: string;
  children: ReactNode;
}

export function Section({ id, title, children }: SectionProps) {
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Title order={2} size="h3" id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
