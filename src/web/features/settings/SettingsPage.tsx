import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { PageTitle } from "../../ui/PageTitle.tsx";
import { useSession } from "../session/viewer.ts";
import { ChangePasswordForm } from "./ChangePasswordForm.tsx";
import { DeleteAccountSection } from "./DeleteAccountSection.tsx";
import { DownloadData } from "./DownloadData.tsx";
import { SessionList } from "./SessionList.tsx";

/** `/app/settings`: shows the account and its sessions. */
export function SettingsPage() {
  const { viewer } = useSession();
  return (
    <Stack maw={680}>
      <PageTitle>Settings</PageTitle>
      <Text>
        You are signed in as <strong>{viewer?.email}</strong>.
      </Text>
      <Section title="Password">
        <ChangePasswordForm />
      </Section>
      <Section title="Where you are signed in">
        <SessionList />
      </Section>
      <Section title="Your data">
        <DownloadData />
      </Section>
      <Section title="Delete the account">
        <DeleteAccountSection />
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}
