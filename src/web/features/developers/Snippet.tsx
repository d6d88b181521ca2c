import { Box, Code } from "@mantine/core";
import { CopyButton } from "../../ui/CopyButton.tsx";
import styles from "./Snippet.module.css";

interface SnippetProps {
  /** Names the snippet in the message after copying. Starts a sentence. */
  label: string;
  children: string;
}

/** Shows code with a copy button. */
export function Snippet({ label, children }: SnippetProps) {
  return (
    <Box className={styles.frame}>
      {/* Wide code scrolls in its frame, which must be focusable by keyboard. */}
      <Code block className={styles.code} tabIndex={0} role="region" aria-label={label}>
        {children}
      </Code>
      <CopyButton value={children} label={label}>
        Copy
      </CopyButton>
    </Box>
  );
}
