import { type DaySumRow, daySumStatement, dayValuesOf } from "../daySums.ts";
import type { CountedSubject, DayValues, DayValuesQuery } from "../lookup.ts";
import type { Ask } from "./ask.ts";
import { bind } from "./bind.ts";

/** Adds up the values that a subject's days had. */
export function prepareDaySums(ask: Ask) {
  return async ({ kind, id }: CountedSubject, query: DayValuesQuery): Promise<DayValues> => {
    const { from, to } = query;
    const parameters = { ...query, id, from: new Date(from), to: new Date(to) };
    return dayValuesOf(await ask<DaySumRow>(bind(daySumStatement(kind), parameters)));
  };
}
