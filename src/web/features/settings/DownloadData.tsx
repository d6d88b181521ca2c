import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { downloadFile } from "../../lib/downloadFile.ts";
import { formatNumber } from "../../lib/format.ts";
import { FormError } from "../../ui/FormError.tsx";
import { exportAccountData } from "./exportData.ts";

/** Downloads all data of the viewer as one file. */
export function DownloadData() {
  const [exportedLinks, setExportedLinks] = useState<number>();
  const [failure, setFailure] = useState<string>();

  const download = async () => {
    setFailure(undefined);
    setExportedLinks(0);
    const result = await exportAccountData(setExportedLinks);
    setExportedLinks(undefined);
    if ("failure" in result) return setFailure(result.failure);
    const file = new Blob([JSON.stringify(result.data, null, 2)], { type: "application/json" });
    downloadFile(file, `lnk7-${new Date().toISOString().slice(0, 10)}.json`);
    notifications.show({ message: "Your data was downloaded.", color: "teal" });
  };

  return (
    <Stack>
      <FormError message={failure} />
      <Text>
        Your account with its sessions, tokens without their secrets, and clicks by month; your
        links with their settings, the clicks of the last twelve months, their 20 latest clicks and
        changes. As a JSON file.
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={exportedLinks !== undefined}
          onClick={download}
        >
          Download my data
        </Button>
        {exportedLinks !== undefined && (
          <Text role="status">
            {formatNumber(exportedLinks)} {exportedLinks === 1 ? "link" : "links"} so far…
          </Text>
        )}
      </Group>
    </Stack>
  );
}
