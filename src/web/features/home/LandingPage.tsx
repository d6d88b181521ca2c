import { Button, Container, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconBolt, IconChartBar, IconCode, IconShieldLock } from "@tabler/icons-react";
import { Link } from "react-router";

const highlights = [
  {
    Icon: IconBolt,
    title: "At once",
    text: "A visitor is sent on in a fraction of a millisecond, by one program and one file.",
  },
  {
    Icon: IconChartBar,
    title: "Counted, not followed",
    text: "Clicks by day, country and referrer, live. No addresses are kept, no cookies set.",
  },
  {
    Icon: IconShieldLock,
    title: "Under your control",
    text: "Expiry, click limits, passwords, your own codes. Change a destination at any time.",
  },
  {
    Icon: IconCode,
    title: "Made for programs too",
    text: "Everything here can be done by GraphQL, and links by a small REST API.",
  },
];

/** Presents the service on a single screen. */
export function LandingPage() {
  return (
    <Container size="md" py={{ base: "lg", sm: 64 }} px={0}>
      <title>LNK7, short links of your own</title>
      <Stack gap="xl">
        <Stack gap="sm">
          <Title order={1} fz={{ base: 34, sm: 48 }} lh={1.1}>
            Long address in, short link out.
          </Title>
          <Text size="lg" c="dimmed" maw={560}>
            LNK7 makes short links that you own: quick to make, quick to follow, and yours to change
            or switch off.
          </Text>
        </Stack>
        <Group>
          <Button component={Link} to="/app/register" size="md">
            Create an account
          </Button>
          <Button component={Link} to="/app/login" size="md" variant="default">
            Sign in
          </Button>
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl" mt="lg">
          {highlights.map(({ Icon, title, text }) => (
            <Group key={title} align="flex-start" wrap="nowrap">
              <ThemeIcon variant="light" size="lg">
                <Icon size={20} aria-hidden />
              </ThemeIcon>
              <div>
                <Title order={2} size="h5">
                  {title}
                </Title>
                <Text c="dimmed">{text}</Text>
              </div>
            </Group>
          ))}
        </SimpleGrid>
      </Stack>
    </Container>
  );
}
