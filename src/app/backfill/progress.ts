/** The progress of a backfill, stored between two steps. */
import { z } from 'zod'

/** Which issues a backfill reads. */
export interface BackfillLimits {
  /** Only issues opened at or after this time, milliseconds since the epoch; all if null. */
  readonly createdSince: number | null
  /** Maximum number of reports, the newest first. */
  readonly most: number
}

const schema = z.object({
  /** First reads all pages of GitHub's list, then matches their issues. */
  phase: z.enum(['list', 'match', 'done']),
  limits: z.object({ createdSince: z.number().nullable(), most: z.number() }),
  /** Start of this run; times are milliseconds since the epoch. */
  startedAt: z.number(),
  /** This run reads only issues that changed since then; null in the first run, which reads all. */
  changedSince: z.number().nullable(),
  /** ETag of the first page, to check for changes at no cost; null if unknown. */
  version: z.string().nullable(),
  /** Cursor of the next page; null for the first. */
  cursor: z.string().nullable(),
  /** Highest and lowest issue number that this run has listed so far; null before the first page. */
  newest: z.number().nullable(),
  oldest: z.number().nullable(),
  /** Number of reports that this run has read. */
  read: z.number(),
  /** Revision of the store's reports up to which reports are matched. */
  revision: z.number(),
  /** Number of reports that this run has matched. */
  matched: z.number(),
})

export type BackfillProgress = z.infer<typeof schema>

/** @returns null if there is no progress, or an incompatible version stored it */
export function parseProgress(text: string | null): BackfillProgress | null {
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The start of a complete run. */
export function startProgress(limits: BackfillLimits, startedAt: number): BackfillProgress {
  return {
    phase: 'list',
    limits,
    startedAt,
    changedSince: null,
    version: null,
    cursor: null,
    newest: null,
    oldest: null,
    read: 0,
    revision: 0,
    matched: 0,
  }
}

/**
 * The start of a run after a finished one: reads what changed since that one started. Keeps the revision, because
 * reports up to it are already matched.
 */
export function continueProgress({ revision, ...done }: BackfillProgress, startedAt: number): BackfillProgress {
  return { ...startProgress(done.limits, startedAt), changedSince: done.changedSince, version: done.version, revision }
}

/**
 * Whether a run's start, or the time since which it reads changes, is in the future. Then the clock was set back, and
 * GitHub would report no change until that time.
 */
export function isInFuture({ startedAt, changedSince }: BackfillProgress, now: number): boolean {
  return startedAt > now || (changedSince ?? 0) > now
}

/** Whether a run with the first limits misses issues that a run with the second limits reads. */
export function isNarrower(limits: BackfillLimits, { createdSince, most }: BackfillLimits): boolean {
  return limits.most < most || (limits.createdSince ?? 0) > (createdSince ?? 0)
}
