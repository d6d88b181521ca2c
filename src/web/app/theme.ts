import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** The header of a dialog is not a banner landmark. Its close button has a label. */
const dialog = {
  attributes: { header: { role: "none" } },
  styles: { title: { fontWeight: 650 } },
  closeButtonProps: { "aria-label": "Close" },
};

/** Defines the theme of all pages. It uses the system's fonts, so no fonts are downloaded. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: "650" },
  respectReducedMotion: true,
  cursorType: "pointer",
  // Components are named here rather than imported, so that a page loads only those it shows.
  components: {
    Modal: { defaultProps: dialog },
    Drawer: { defaultProps: dialog },
    // By default, the visibility button cannot be focused and has no label.
    PasswordInput: {
      defaultProps: {
        visibilityToggleButtonProps: { "aria-label": "Show or hide the password", tabIndex: 0 },
      },
    },
    // A label can need several lines if readers increase the spacing or the page is narrow.
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
    // Links in a text differ from it by more than their color.
    Anchor: { defaultProps: { underline: "always" } },
    // The default color, that of the frame, has too little contrast for text.
    Alert: { styles: { label: { color: "var(--mantine-color-text)" } } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } },
    },
  },
});

/** Gives dimmed text, errors and hovered buttons the contrast of WCAG 2.2, success criterion 1.4.3. */
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
