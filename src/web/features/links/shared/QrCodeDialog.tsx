import { Button, Group, Image, Skeleton, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { downloadFile } from "../../../lib/downloadFile.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { FormError } from "../../../ui/FormError.tsx";
import { QueryError } from "../../../ui/QueryError.tsx";
import { type LinkFragment, QrCodeQuery } from "./documents.ts";
import { renderPng } from "./renderPng.ts";
import { withoutScheme } from "./withoutScheme.ts";

const sidePixels = 1_024;

/** Shows a QR code, which can be printed or saved. */
export function QrCodeDialog({ link, onClose }: { link: LinkFragment; onClose: () => void }) {
  const [{ data, error, fetching }, refetch] = useQuery({
    query: QrCodeQuery,
    variables: { id: link.id },
  });
  const [failure, setFailure] = useState<string>();
  const svg = data?.link?.qrCode ?? undefined;
  const imageUrl = useImageUrl(svg);
  const fileName = `${link.shortCode}-qr`;

  const savePng = async () => {
    const png = imageUrl ? await renderPng(imageUrl, sidePixels) : null;
    if (png) downloadFile(png, `${fileName}.png`);
    else setFailure("Your browser could not draw the image. Save it as SVG instead.");
  };

  return (
    <Dialog onClose={onClose} title={`QR code of ${withoutScheme(link.shortUrl)}`}>
      <Stack align="center">
        <FormError message={failure} />
        {error && !data && (
          <QueryError
            error={error}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
            retrying={fetching}
          />
        )}
        {!error && data && !svg && <FormError message="This link is no longer there." />}
        {fetching && !imageUrl && <Skeleton h={256} w={256} />}
        {imageUrl && (
          <Image src={imageUrl} alt={`QR code that leads to ${link.shortUrl}`} w={256} h={256} />
        )}
        <Group>
          <Button
            data-autofocus
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!svg}
            onClick={() => svg && downloadFile(toImage(svg), `${fileName}.svg`)}
          >
            Save as SVG
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!imageUrl}
            onClick={savePng}
          >
            Save as PNG
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Returns an object URL for the image, valid while it is shown. */
function useImageUrl(svg: string | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!svg) return;
    const objectUrl = URL.createObjectURL(toImage(svg));
    setUrl(objectUrl);
    return () => URL.revokeObjectURL(objectUrl);
  }, [svg]);
  return url;
}

function toImage(svg: string): Blob {
  return new Blob([svg], { type: "image/svg+xml" });
}
