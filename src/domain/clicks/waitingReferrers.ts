import { LRUCache } from "lru-cache";
import type { DayAddition, Subject } from "../../db/clickStore.ts";

/** Whose referrers, and of which day. */
export interface ReferrerDay {
  subject: Subject;
  day: number;
}

type Referrer = Pick<DayAddition, "subjectId" | "value">;

/** Clicks of referrers that have no place among those which are listed, as far as they are remembered. */
export interface WaitingReferrers {
  /** Returns what a transaction may note. It is remembered with `keep`, and forgotten without. */
  begin(): NotedReferrers;
}

export interface NotedReferrers {
  clicksOf(of: ReferrerDay, referrer: Referrer): number;
  note(of: ReferrerDay, referrer: Referrer, clicks: number): void;
  keep(): void;
}

/** Subjects with more referrers than there are places: few have. */
const subjectsAtMost = 500;
const referrersOfSubject = 500;

/** Remembers the latest, so that what visitors make up takes a bounded memory. */
export function createWaitingReferrers(): WaitingReferrers {
  const subjects = new LRUCache<string, LRUCache<string, number>>({ max: subjectsAtMost });

  function remember(subject: string, value: string, clicks: number): void {
    const referrers = subjects.get(subject) ?? new LRUCache({ max: referrersOfSubject });
    if (clicks > 0) referrers.set(value, clicks);
    else referrers.delete(value);
    subjects.set(subject, referrers);
  }

  return {
    begin: () => {
      const noted = new Map<string, Map<string, number>>();
      return {
        clicksOf: (of, { subjectId, value }) => {
          const subject = keyOf(of, subjectId);
          return noted.get(subject)?.get(value) ?? subjects.get(subject)?.get(value) ?? 0;
        },
        note: (of, { subjectId, value }, clicks) => {
          const subject = keyOf(of, subjectId);
          const referrers = noted.get(subject) ?? new Map<string, number>();
          noted.set(subject, referrers.set(value, clicks));
        },
        keep: () => {
          for (const [subject, referrers] of noted) {
            for (const [value, clicks] of referrers) remember(subject, value, clicks);
          }
        },
      };
    },
  };
}

function keyOf({ subject, day }: ReferrerDay, subjectId: number): string {
  return `${subject} ${subjectId} ${day}`;
}
