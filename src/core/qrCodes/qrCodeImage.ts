/** A square of modules, true where it is dark, and how it is drawn. */
export interface QrCodeImage {
  modules: boolean[][];
  size: number | null;
  foreground: string;
  background: string;
}
