import { Anchor, Burger, Container, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { EndedSession } from "../session/EndedSession.tsx";
import { ColorSchemeButton } from "./ColorSchemeButton.tsx";
import { ConnectionNotice } from "./ConnectionNotice.tsx";
import styles from "./Layout.module.css";
import { Logo } from "./Logo.tsx";
import { lazyDialog } from "./lazyDialog.tsx";
import { Navigation } from "./Navigation.tsx";
import { useFocusOnArrival } from "./useFocusOnArrival.ts";

const MenuDrawer = lazyDialog(async () => (await import("./MenuDrawer.tsx")).MenuDrawer);

/** The frame of all pages: the way home, the ways on, and the page itself. */
export function Layout() {
  const [opened, { close, toggle }] = useDisclosure();
  const { pathname } = useLocation();
  const main = useFocusOnArrival(opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving anywhere closes the menu.
  useEffect(close, [pathname]);

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className={styles.header}>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Anchor component={Link} to="/" underline="never" c="inherit" aria-label="LNK7, home">
              <Logo />
            </Anchor>
            <Group gap="xs" wrap="nowrap">
              <Group component="nav" gap="xs" visibleFrom="sm" aria-label="Pages">
                <Navigation />
              </Group>
              <ColorSchemeButton />
              <Burger
                opened={opened}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label="Menu"
                aria-expanded={opened}
              />
            </Group>
          </Group>
        </Container>
      </header>
      {opened && <MenuDrawer onClose={close} />}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Container size="lg">
          <ConnectionNotice />
          <EndedSession />
          <Outlet />
        </Container>
      </main>
      <ScrollRestoration />
    </>
  );
}
