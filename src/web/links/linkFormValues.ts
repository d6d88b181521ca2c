import type { VariablesOf } from "../graphql/graphql.ts";
import type { CreateLink, OwnLink, UpdateLink } from "./documents.ts";
import { shownUrl } from "./shownUrl.ts";

type CreateInput = VariablesOf<typeof CreateLink>["input"];
type Changes = Omit<VariablesOf<typeof UpdateLink>["input"], "by">;

/** A link's settings as a form holds them: what is empty is not set. */
export interface LinkFormValues {
  originalUrl: string;
  shortCode: string;
  title: string;
  /** In the reader's time zone, as `<input type="datetime-local">` writes it. */
  expiresAt: string;
  maxClicks: string;
  password: string;
  /** Takes away the password that there is. */
  removesPassword: boolean;
  redirectType: OwnLink["redirectType"];
  isActive: boolean;
}

/** What stands in the form at first: the settings of the link, or those of a new one. */
export function initialValues(link?: OwnLink): LinkFormValues {
  return {
    originalUrl: shownUrl(link?.originalUrl ?? ""),
    shortCode: link?.shortCode ?? "",
    title: link?.title ?? "",
    expiresAt: link?.expiresAt ? toLocalMinute(link.expiresAt) : "",
    maxClicks: link?.maxClicks?.toString() ?? "",
    password: "",
    removesPassword: false,
    redirectType: link?.redirectType ?? "FOUND",
    isActive: link?.isActive ?? true,
  };
}

export function toCreateInput(values: LinkFormValues): CreateInput {
  return {
    originalUrl: values.originalUrl,
    redirectType: values.redirectType,
    isActive: values.isActive,
    shortCode: values.shortCode.trim() || null,
    title: values.title.trim() || null,
    expiresAt: toMoment(values.expiresAt),
    maxClicks: toCount(values.maxClicks),
    password: values.password || null,
  };
}

/** Only what differs is sent: an expiry that has passed could not be set once more. */
export function toChanges(values: LinkFormValues, before: LinkFormValues): Changes {
  const differs = (name: keyof LinkFormValues) => values[name] !== before[name];
  return {
    ...(differs("originalUrl") && { originalUrl: values.originalUrl }),
    ...(differs("title") && { title: values.title.trim() || null }),
    ...(differs("expiresAt") && { expiresAt: toMoment(values.expiresAt) }),
    ...(differs("maxClicks") && { maxClicks: toCount(values.maxClicks) }),
    ...(differs("redirectType") && { redirectType: values.redirectType }),
    ...(differs("isActive") && { isActive: values.isActive }),
    ...(values.password && { password: values.password }),
    ...(values.removesPassword && { password: null }),
  };
}

function toMoment(localMinute: string): string | null {
  return localMinute ? new Date(localMinute).toISOString() : null;
}

function toCount(text: string): number | null {
  return text ? Number(text) : null;
}

/** A moment in the reader's time zone, in the form that `datetime-local` takes. */
function toLocalMinute(moment: string): string {
  const date = new Date(moment);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, "2030-01-01T00:00".length);
}
