import { Container, Paper, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle.tsx";

/** A page with one form in its middle. */
export function FormPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container size={420} py="xl" px={0}>
      <Stack>
        <PageTitle>{title}</PageTitle>
        <Paper withBorder p={{ base: "md", sm: "lg" }}>
          {children}
        </Paper>
      </Stack>
    </Container>
  );
}
