import { LRUCache } from "lru-cache";
import type { DayIncrement, StatsSubjectKind } from "../../db/clickStore.ts";

/** Kind of subject and day that referrers belong to. */
export interface ReferrerDay {
  subject: StatsSubjectKind;
  day: number;
}

type Referrer = Pick<DayIncrement, "subjectId" | "value">;

/** Stores the clicks of recent referrers that have no place in the list of a day. */
export interface UnlistedReferrers {
  /** Returns the changes of one transaction. They are applied by `commit` and discarded without it. */
  begin(): UnlistedReferrerChanges;
}

export interface UnlistedReferrerChanges {
  clicksOf(of: ReferrerDay, referrer: Referrer): number;
  record(of: ReferrerDay, referrer: Referrer, clicks: number): void;
  commit(): void;
}

/** Maximum subjects with more referrers than places. Few subjects have that many. */
const maxSubjects = 500;
const maxReferrersPerSubject = 500;

/**
 * Creates a store that keeps only the latest referrers. Its memory is bounded, because visitors can
 * forge referrers.
 */
export function createUnlistedReferrers(): UnlistedReferrers {
  const subjects = new LRUCache<string, LRUCache<string, number>>({ max: maxSubjects });

  function store(subject: string, value: string, clicks: number): void {
    const referrers = subjects.get(subject) ?? new LRUCache({ max: maxReferrersPerSubject });
    if (clicks > 0) referrers.set(value, clicks);
    else referrers.delete(value);
    subjects.set(subject, referrers);
  }

  return {
    begin: () => {
      const changes = new Map<string, Map<string, number>>();
      return {
        clicksOf: (of, { subjectId, value }) => {
          const subject = toKey(of, subjectId);
          return changes.get(subject)?.get(value) ?? subjects.get(subject)?.get(value) ?? 0;
        },
        record: (of, { subjectId, value }, clicks) => {
          const subject = toKey(of, subjectId);
          const referrers = changes.get(subject) ?? new Map<string, number>();
          changes.set(subject, referrers.set(value, clicks));
        },
        commit: () => {
          for (const [subject, referrers] of changes) {
            for (const [value, clicks] of referrers) store(subject, value, clicks);
          }
        },
      };
    },
  };
}

function toKey({ subject, day }: ReferrerDay, subjectId: number): string {
  return `${subject} ${subjectId} ${day}`;
}
