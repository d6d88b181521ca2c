import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type Ref, useEffect, useState } from "react";
import { copyToClipboard } from "../lib/copyToClipboard.ts";

interface CopyButtonProps {
  value: string;
  /** Names the copied text in the message. Starts a sentence. */
  label: string;
  children: string;
  ref?: Ref<HTMLButtonElement>;
  "data-autofocus"?: boolean;
}

const copiedMilliseconds = 2_000;

/** Copies a value and confirms it visually and to screen readers. */
export function CopyButton({ value, label, children, ...others }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedMilliseconds);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="light"
      leftSection={<Icon size={16} aria-hidden />}
      onClick={async () => setCopied(await copyToClipboard(value, label))}
      {...others}
    >
      {copied ? "Copied" : children}
    </Button>
  );
}
