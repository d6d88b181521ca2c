import { createLink } from "./createLink.ts";
import { deleteLink } from "./deleteLink.ts";
import { getLink } from "./getLink.ts";
import { getQrCodePng, getQrCodeSvg } from "./getQrCode.ts";
import { listLinks } from "./listLinks.ts";
import { updateLink } from "./updateLink.ts";

export const linkRoutes = [
  listLinks,
  createLink,
  getLink,
  getQrCodeSvg,
  getQrCodePng,
  updateLink,
  deleteLink,
] as const;
