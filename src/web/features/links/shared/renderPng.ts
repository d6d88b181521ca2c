/** Renders an image as a square PNG with the given side in pixels; null if the browser cannot. */
export async function renderPng(imageUrl: string, sidePixels: number): Promise<Blob | null> {
  const image = new Image(sidePixels, sidePixels);
  image.src = imageUrl;
  const canvas = document.createElement("canvas");
  canvas.width = sidePixels;
  canvas.height = sidePixels;
  const context = canvas.getContext("2d");
  if (!context) return null;
  try {
    await image.decode();
  } catch {
    return null;
  }
  // Smoothing would add gray edges to the squares.
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, sidePixels, sidePixels);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
