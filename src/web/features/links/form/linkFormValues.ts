import type { VariablesOf } from "../../../api/graphql.ts";
import { addMissingScheme } from "../shared/addMissingScheme.ts";
import type { CreateLink, LinkFragment, UpdateLink } from "../shared/documents.ts";
import { toDisplayUrl } from "../shared/toDisplayUrl.ts";
import { toIsoDateTime, toLocalDateTime, validateDateTime } from "./dateTimeField.ts";

type CreateInput = VariablesOf<typeof CreateLink>["input"];
type Changes = Omit<VariablesOf<typeof UpdateLink>["input"], "by">;

/** A setting of a link as a field of the form. */
interface Setting<Value, Input> {
  /** Returns the value for a link; the default for a new one. */
  initialValue: (link: LinkFragment | undefined) => Value;
  /** Returns why the value is invalid; null if valid. */
  validate?: (value: Value, field: Element | null) => string | null;
  /** Returns the value as the API takes it. An empty text means not set. */
  toInput: (value: Value) => Input;
}

/** Infers the type of the value. */
const setting = <Value, Input>(definition: Setting<Value, Input>) => definition;

const trimmed = (text: string) => text.trim() || null;

const settings = {
  originalUrl: setting({
    initialValue: (link) => toDisplayUrl(link?.originalUrl ?? ""),
    toInput: addMissingScheme,
  }),
  shortCode: setting({ initialValue: (link) => link?.shortCode ?? "", toInput: trimmed }),
  title: setting({ initialValue: (link) => link?.title ?? "", toInput: trimmed }),
  note: setting({ initialValue: (link) => link?.note ?? "", toInput: trimmed }),
  expiresAt: setting({
    initialValue: (link) => (link?.expiresAt ? toLocalDateTime(link.expiresAt) : ""),
    validate: validateDateTime,
    toInput: toIsoDateTime,
  }),
  maxClicks: setting({
    initialValue: (link) => link?.maxClicks?.toString() ?? "",
    validate: validateClickLimit,
    toInput: (text) => (text ? Number(text) : null),
  }),
  password: setting({ initialValue: () => "", toInput: (text) => text || null }),
  redirectType: setting({
    initialValue: (link) => link?.redirectType ?? "FOUND",
    toInput: (type) => type,
  }),
  isActive: setting({
    initialValue: (link) => link?.isActive ?? true,
    toInput: (isActive) => isActive,
  }),
} satisfies {
  [Name in keyof CreateInput]-?: { toInput: (value: never) => CreateInput[Name] };
};

type Settings = typeof settings;
const names = Object.keys(settings) as (keyof Settings)[];

type SettingValues = { [Name in keyof Settings]: ReturnType<Settings[Name]["initialValue"]> };

export interface LinkFormValues extends SettingValues {
  /** Removes the existing password. */
  removesPassword: boolean;
}

/** Returns the initial values of the form: the settings of the link, or the defaults. */
export function initialValues(link?: LinkFragment): LinkFormValues {
  const values = names.map((name) => [name, settings[name].initialValue(link)]);
  return { ...(Object.fromEntries(values) as SettingValues), removesPassword: false };
}

/** Returns why values are invalid, by name; null for valid ones. */
export function validateValues(
  values: LinkFormValues,
  fieldOf: (name: string) => Element | null,
): Record<string, string | null> {
  const errors = names.map((name) => [
    name,
    settings[name].validate?.(values[name] as never, fieldOf(name)) ?? null,
  ]);
  return Object.fromEntries(errors);
}

export function toCreateInput(values: LinkFormValues): CreateInput {
  const inputs = names.map((name) => [name, settings[name].toInput(values[name] as never)]);
  return Object.fromEntries(inputs) as CreateInput;
}

/** Returns only the changed settings: an expiry in the past would be rejected if sent again. */
export function toChanges(values: LinkFormValues, initial: LinkFormValues): Changes {
  const [before, after] = [toCreateInput(initial), toCreateInput(values)];
  const changed = names.filter((name) => after[name] !== before[name]);
  return {
    ...(Object.fromEntries(changed.map((name) => [name, after[name]])) as Changes),
    ...(values.removesPassword && { password: null }),
  };
}

/** The largest value of a GraphQL Int. */
const maxClickLimit = 2_147_483_647;

/** Returns why the text is not a valid click limit; null if it is valid or empty. */
function validateClickLimit(text: string): string | null {
  if (text === "") return null;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    return "A whole number from 1, or nothing for no limit.";
  }
  return Number(text) <= maxClickLimit ? null : "At most 2147483647, or nothing for no limit.";
}
