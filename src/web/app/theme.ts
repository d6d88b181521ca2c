import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** A dialog's head is no banner of the page, and its button says what it does. */
const dialog = {
  attributes: { header: { role: "none" } },
  styles: { title: { fontWeight: 650 } },
  closeButtonProps: { "aria-label": "Close" },
};

/** One look for all pages. Fonts are the reader's own: nothing is fetched for them. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: "650" },
  respectReducedMotion: true,
  cursorType: "pointer",
  // Named, not imported: a page loads the components that it shows.
  components: {
    Modal: { defaultProps: dialog },
    Drawer: { defaultProps: dialog },
    // Out of reach of the keyboard, and without a name, unless told so.
    PasswordInput: {
      defaultProps: {
        visibilityToggleButtonProps: { "aria-label": "Show or hide the password", tabIndex: 0 },
      },
    },
    // Words may need more than one line, where readers set them wider or the page is narrow.
    Button: {
      styles: {
        root: { height: "auto" },
        inner: { minHeight: "calc(var(--button-height) - 2px)", paddingBlock: 4 },
        label: {
          height: "auto",
          overflow: "visible",
          whiteSpace: "normal",
          lineHeight: "calc(1em + 4px)",
        },
      },
    },
    Badge: {
      styles: {
        root: { height: "auto" },
        label: { overflow: "visible", whiteSpace: "normal" },
      },
    },
    // Told from the words around it by more than its colour.
    Anchor: { defaultProps: { underline: "always" } },
    // The colour of its frame is too faint for words.
    Alert: { styles: { label: { color: "var(--mantine-color-text)" } } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } },
    },
  },
});

/** Quiet text, errors and hovered buttons with the contrast of WCAG 2.2, success criterion 1.4.3. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-indigo-light-hover": "var(--mantine-color-indigo-1)",
  },
  dark: {
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
  },
});
