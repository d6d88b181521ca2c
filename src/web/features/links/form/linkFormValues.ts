import type { VariablesOf } from "../../../api/graphql.ts";
import type { CreateLink, LinkFragment, UpdateLink } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";

type CreateInput = VariablesOf<typeof CreateLink>["input"];
type Changes = Omit<VariablesOf<typeof UpdateLink>["input"], "by">;

/** The settings of a link as form values. Empty means not set. */
export interface LinkFormValues {
  originalUrl: string;
  shortCode: string;
  title: string;
  /** In the reader's time zone, in the format of `<input type="datetime-local">`. */
  expiresAt: string;
  maxClicks: string;
  password: string;
  /** Removes the existing password. */
  removesPassword: boolean;
  redirectType: LinkFragment["redirectType"];
  isActive: boolean;
}

/** Returns the initial values of the form: the settings of the link, or the defaults. */
export function initialValues(link?: LinkFragment): LinkFormValues {
  return {
    originalUrl: toDisplayUrl(link?.originalUrl ?? ""),
    shortCode: link?.shortCode ?? "",
    title: link?.title ?? "",
    expiresAt: link?.expiresAt ? toLocalDateTime(link.expiresAt) : "",
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
    expiresAt: toIsoDateTime(values.expiresAt),
    maxClicks: toClickLimit(values.maxClicks),
    password: values.password || null,
  };
}

/** Returns only the changed settings: an expiry in the past would be rejected if sent again. */
export function toChanges(values: LinkFormValues, initial: LinkFormValues): Changes {
  const hasChanged = (name: keyof LinkFormValues) => values[name] !== initial[name];
  return {
    ...(hasChanged("originalUrl") && { originalUrl: values.originalUrl }),
    ...(hasChanged("title") && { title: values.title.trim() || null }),
    ...(hasChanged("expiresAt") && { expiresAt: toIsoDateTime(values.expiresAt) }),
    ...(hasChanged("maxClicks") && { maxClicks: toClickLimit(values.maxClicks) }),
    ...(hasChanged("redirectType") && { redirectType: values.redirectType }),
    ...(hasChanged("isActive") && { isActive: values.isActive }),
    ...(values.password && { password: values.password }),
    ...(values.removesPassword && { password: null }),
  };
}

function toIsoDateTime(localDateTime: string): string | null {
  return localDateTime ? new Date(localDateTime).toISOString() : null;
}

function toClickLimit(text: string): number | null {
  return text ? Number(text) : null;
}

/** Formats a time for `datetime-local` in the reader's time zone. */
function toLocalDateTime(dateTime: string): string {
  const date = new Date(dateTime);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, "2030-01-01T00:00".length);
}
