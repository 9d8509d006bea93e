/** The progress of a backfill, stored between steps. */
import { z } from 'zod'

/** Limits on the issues that a backfill reads. */
export interface BackfillLimits {
  /** Only issues opened at or after this time are read, in milliseconds since the epoch; null for no limit. */
  readonly createdSince: number | null
  /** Maximum number of reports, newest first. */
  readonly most: number
}

const schema = z.object({
  /** A run first reads all pages of GitHub's issue list, then matches the issues on them. */
  phase: z.enum(['list', 'match', 'done']),
  limits: z.object({ createdSince: z.number().nullable(), most: z.number() }),
  /** When this run started; all times are in milliseconds since the epoch. */
  startedAt: z.number(),
  /** This run reads only issues that have changed since this time; null in the first run, which reads all issues. */
  changedSince: z.number().nullable(),
  /** The first page's ETag, used to check for changes at no cost; null if unknown. */
  version: z.string().nullable(),
  /** The next page's cursor; null for the first page. */
  cursor: z.string().nullable(),
  /** Numbers of the newest and the oldest issue that this run has listed so far; null before the first page. */
  newest: z.number().nullable(),
  oldest: z.number().nullable(),
  /** Number of reports that this run has read. */
  read: z.number(),
  /** The store's revision up to which reports have been matched. */
  revision: z.number(),
  /** Number of reports that this run has matched. */
  matched: z.number(),
})

export type BackfillProgress = z.infer<typeof schema>

/** @returns null if there is no progress, or if an incompatible version stored it */
export function parseProgress(text: string | null): BackfillProgress | null {
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Returns the initial progress of a complete run. */
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
 * Returns the initial progress of a run after a finished one, which reads only the changes since the finished run
 * started. Keeps the revision, because reports up to it have already been matched.
 */
export function continueProgress({ revision, ...done }: BackfillProgress, startedAt: number): BackfillProgress {
  return { ...startProgress(done.limits, startedAt), changedSince: done.changedSince, version: done.version, revision }
}

/**
 * Whether a run's start, or the time since which it reads changes, is in the future. If so, the clock has since been
 * set back, and GitHub would report no changes until that time.
 */
export function isInFuture({ startedAt, changedSince }: BackfillProgress, now: number): boolean {
  return startedAt > now || (changedSince ?? 0) > now
}

/** Whether a run with the first limits misses issues that a run with the second limits would read. */
export function isNarrower(limits: BackfillLimits, { createdSince, most }: BackfillLimits): boolean {
  return limits.most < most || (limits.createdSince ?? 0) > (createdSince ?? 0)
}

/**
 * Returns the share of the run that is done, from 0 to 1. Reading counts as the first half, matching as the second.
 * Issue numbers are ordered, so they show how much of the list is left.
 */
export function shareDone({ phase, limits, newest, oldest, read, matched }: BackfillProgress): number {
  if (phase !== 'list') return phase === 'done' ? 1 : 0.5 + 0.5 * Math.min(1, matched / Math.max(1, read))
  const listed = newest === null || oldest === null ? 0 : (newest - oldest) / newest
  return 0.5 * Math.max(listed, read / limits.most)
}

/** The first pages say little about the pace. */
const MIN_SHARE = 0.01

/**
 * Estimates the time until the run is done, in milliseconds, from its pace so far. Waiting for GitHub's rate limit is
 * part of the pace.
 * @returns null if it is too early to tell
 */
export function timeLeft(progress: BackfillProgress, now: number): number | null {
  const share = shareDone(progress)
  const elapsed = now - progress.startedAt
  return share < MIN_SHARE || elapsed <= 0 ? null : (elapsed * (1 - share)) / share
}
