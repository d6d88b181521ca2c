import { Container, Paper, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { PageTitle } from "./PageTitle.tsx";

/** Centers a single form on the page. */
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
