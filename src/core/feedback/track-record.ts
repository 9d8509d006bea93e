/**
 * How a signature stands in one repository: of its last asserts there, how many people rejected. One that is rejected
 * too often asks instead of asserting, until a maintainer lets it speak again or the pack changes.
 */
import type { IssueRef } from '../issue-ref.ts'
import { voicesIn } from './distinct-people.ts'
import { prevailing, type Verdict } from './feedback-event.ts'

/** One issue on which a signature was asserted. */
export interface Assert {
  readonly ref: IssueRef
  readonly signature: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface Standing {
  readonly asserted: number
  /** By maintainers, and by people without rights where they are several. */
  readonly rejected: number
  readonly isMuted: boolean
}

const WINDOW = 20
const MOST_REJECTED = 1 / 5
/** Below this many asserts one angry person would mute a signature. */
const LEAST_ASSERTS = 5
/** People without rights who must agree before their word counts for the whole repository: accounts cost nothing. */
const LEAST_PEOPLE = 3

/**
 * @param asserts of one repository, by the pack in force, oldest first, one an issue and signature
 * @param verdicts of the same repository
 */
export function standingsOf(asserts: readonly Assert[], verdicts: readonly Verdict[]): ReadonlyMap<string, Standing> {
  const bySignature = Map.groupBy(asserts, ({ signature }) => signature)
  return new Map([...bySignature].map(([id, its]) => [id, standingOf(id, its, verdicts)]))
}

function standingOf(id: string, asserts: readonly Assert[], verdicts: readonly Verdict[]): Standing {
  const about = verdicts.filter(({ signature }) => signature?.id === id)
  const unmutedAt = prevailing(about.filter(({ kind }) => kind === 'unmute'))?.at ?? Number.NEGATIVE_INFINITY
  const last = asserts.filter(({ at }) => at > unmutedAt).slice(-WINDOW)
  const rejections = last.flatMap(({ ref }) => rejectionIn(about.filter((it) => it.ref.number === ref.number)) ?? [])
  const rejected = countingRejections(rejections)
  const isMuted = last.length >= LEAST_ASSERTS && rejected / last.length > MOST_REJECTED
  return { asserted: last.length, rejected, isMuted }
}

function countingRejections(rejections: readonly Verdict[]): number {
  const voices = voicesIn(rejections)
  const people = voices.filter(({ rights }) => rights !== 'maintainer').length
  return people < LEAST_PEOPLE ? voices.length - people : voices.length
}

/**
 * @param verdicts on one issue about one signature
 * @returns the word that rejects it there; undefined where it stands
 */
export function rejectionIn(verdicts: readonly Verdict[]): Verdict | undefined {
  const about = verdicts.filter(({ kind }) => kind === 'wrong-signature' || kind === 'is-signature')
  const held = prevailing(about)
  return held?.kind === 'wrong-signature' ? held : undefined
}
