import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type Ref, useEffect, useState } from "react";
import { copyToClipboard } from "../lib/copyToClipboard.ts";

interface CopyButtonProps {
  value: string;
  /** What was copied, at the beginning of a sentence. */
  label: string;
  children: string;
  ref?: Ref<HTMLButtonElement>;
  "data-autofocus"?: boolean;
}

const copiedMilliseconds = 2_000;

/** Copies, and says so to eyes and ears. */
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
