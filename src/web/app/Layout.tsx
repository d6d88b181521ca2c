import { Anchor, Burger, Container, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { lazyDialog } from "../lib/lazyDialog.tsx";
import { ColorSchemeButton } from "../ui/ColorSchemeButton.tsx";
import { Logo } from "../ui/Logo.tsx";
import { OfflineBanner } from "../ui/OfflineBanner.tsx";
import styles from "./Layout.module.css";
import { Navigation } from "./Navigation.tsx";
import { SessionExpired } from "./SessionExpired.tsx";
import { useRouteFocus } from "./useRouteFocus.ts";

const MenuDrawer = lazyDialog(async () => (await import("./MenuDrawer.tsx")).MenuDrawer);

/** Renders the frame of all pages: the home link, the navigation and the page itself. */
export function Layout() {
  const [opened, { close, toggle }] = useDisclosure();
  const { pathname } = useLocation();
  const main = useRouteFocus(opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every navigation closes the menu.
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
          <OfflineBanner />
          <SessionExpired />
          <Outlet />
        </Container>
      </main>
      <ScrollRestoration />
    </>
  );
}
