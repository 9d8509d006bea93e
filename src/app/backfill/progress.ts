/** How far a backfill came, as the store keeps it between two steps. */
import { z } from 'zod'

/** What a backfill is to reach. */
export interface BackfillLimits {
  /** Only issues that were opened at or after this time, milliseconds since the epoch; all when null. */
  readonly createdSince: number | null
  /** Most reports, the newest first. */
  readonly most: number
}

const schema = z.object({
  /** First all pages of GitHub's list, then the matches among what they held. */
  phase: z.enum(['list', 'match', 'done']),
  limits: z.object({ createdSince: z.number().nullable(), most: z.number() }),
  /** When this run began; times are milliseconds since the epoch. */
  startedAt: z.number(),
  /** Only what changed since then is read in this run; null in the first one. */
  changedSince: z.number().nullable(),
  /** GitHub's version of the first page, to ask for changes at no cost; null when none is known. */
  version: z.string().nullable(),
  /** Of the next page; null for the first. */
  cursor: z.string().nullable(),
  /** Highest and lowest number that the list of this run named so far; null before the first page. */
  newest: z.number().nullable(),
  oldest: z.number().nullable(),
  /** Reports that were read in this run. */
  read: z.number(),
  /** Up to which revision of the store's reports matches were looked for. */
  revision: z.number(),
  /** Reports whose matches were looked for in this run. */
  matched: z.number(),
})

export type BackfillProgress = z.infer<typeof schema>

/** @returns null for what is not there, or was written by a version that meant something else by it */
export function parseProgress(text: string | null): BackfillProgress | null {
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** A run from the very beginning. */
export function beginProgress(limits: BackfillLimits, startedAt: number): BackfillProgress {
  const nothing = { cursor: null, newest: null, oldest: null, read: 0, revision: 0, matched: 0 }
  return { phase: 'list', limits, startedAt, changedSince: null, version: null, ...nothing }
}

/** A run after one that is done: what changed since that one began. Its revision stays: older ones were matched. */
export function continueProgress({ revision, ...done }: BackfillProgress, startedAt: number): BackfillProgress {
  return { ...beginProgress(done.limits, startedAt), changedSince: done.changedSince, version: done.version, revision }
}

/**
 * Whether a run was begun, or asks for changes, at a time that has not come: the clock was set back since, and GitHub would
 * tell of no change until then.
 */
export function isOfTheFuture({ startedAt, changedSince }: BackfillProgress, now: number): boolean {
  return startedAt > now || (changedSince ?? 0) > now
}

/** Whether a run within these limits leaves out what one within the others would have read. */
export function isNarrower(limits: BackfillLimits, { createdSince, most }: BackfillLimits): boolean {
  return limits.most < most || (limits.createdSince ?? 0) > (createdSince ?? 0)
}
