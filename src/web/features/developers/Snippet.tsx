import { Box, Code } from "@mantine/core";
import { CopyButton } from "../../ui/CopyButton.tsx";
import styles from "./Snippet.module.css";

interface SnippetProps {
  /** What it is, for whoever copies it, at the beginning of a sentence. */
  label: string;
  children: string;
}

/** Code to read and to copy. */
export function Snippet({ label, children }: SnippetProps) {
  return (
    <Box className={styles.frame}>
      {/* Wide code scrolls in its frame, which the keyboard must reach. */}
      <Code block className={styles.code} tabIndex={0} role="region" aria-label={label}>
        {children}
      </Code>
      <CopyButton value={children} label={label}>
        Copy
      </CopyButton>
    </Box>
  );
}
