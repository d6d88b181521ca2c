import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { FormFailure } from "../shell/FormFailure.tsx";
import { formatNumber } from "../shell/format.ts";
import { saveFile } from "../shell/saveFile.ts";
import { collectData } from "./collectData.ts";

/** All that the service keeps for the viewer, as one file. */
export function DownloadData() {
  const [collected, setCollected] = useState<number>();
  const [failure, setFailure] = useState<string>();

  const download = async () => {
    setFailure(undefined);
    setCollected(0);
    const result = await collectData(setCollected);
    setCollected(undefined);
    if ("failure" in result) return setFailure(result.failure);
    const file = new Blob([JSON.stringify(result.data, null, 2)], { type: "application/json" });
    saveFile(file, `lnk7-${new Date().toISOString().slice(0, 10)}.json`);
    notifications.show({ message: "Your data was downloaded.", color: "teal" });
  };

  return (
    <Stack>
      <FormFailure message={failure} />
      <Text>
        Your account with its sessions, tokens without their secrets, and clicks by month; your
        links with their settings, the clicks of the last twelve months, their 20 latest clicks and
        changes. As a JSON file.
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={collected !== undefined}
          onClick={download}
        >
          Download my data
        </Button>
        {collected !== undefined && (
          <Text role="status">
            {formatNumber(collected)} {collected === 1 ? "link" : "links"} so far…
          </Text>
        )}
      </Group>
    </Stack>
  );
}
