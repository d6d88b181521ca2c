import type { VariablesOf } from "../../../api/graphql.ts";
import type { CreateLink, LinkFragment, UpdateLink } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";

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
  redirectType: LinkFragment["redirectType"];
  isActive: boolean;
}

/** What stands in the form at first: the settings of the link, or those of a new one. */
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

/** Only what differs is sent: an expiry that has passed could not be set once more. */
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

/** A moment in the reader's time zone, in the form that `datetime-local` takes. */
function toLocalDateTime(dateTime: string): string {
  const date = new Date(dateTime);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, "2030-01-01T00:00".length);
}
