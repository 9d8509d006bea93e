/**
 * What people said that bears on one issue: out of the store, into the one value that the core decides by. It decides
 * nothing about the issue itself.
 */

import type { Store } from '../../adapters/store/store.ts'
import { dated } from '../../core/feedback/dated.ts'
import { prevailing, type Verdict } from '../../core/feedback/feedback-event.ts'
import { helpfulSteps } from '../../core/feedback/helpful-steps.ts'
import { type Heard, NOTHING_HEARD } from '../../core/feedback/issue-feedback.ts'
import { standingsOf } from '../../core/feedback/track-record.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

export interface Listening {
  readonly store: Store
  /** Fingerprint of the pack in force: what people rejected of another one does not count. */
  readonly pack: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether somebody asked to have the issue read again, which ends what an undo began. */
  readonly again: boolean
}

/** What counts beyond the issue that it was said on: about causes, remedies, and the whole repository. */
const HEARD_AFAR = ['wrong-signature', 'is-signature', 'unmute', 'worked', 'did-not-work', 'signal', 'pause'] as const

const DAY_MS = 24 * 60 * 60 * 1000

export async function listen(ref: IssueRef, { store, pack, now, again }: Listening): Promise<Heard> {
  const [said, saidAfar, decisions, asserted] = await Promise.all([
    store.verdictsOn(ref),
    store.verdictsIn(ref, HEARD_AFAR),
    store.decisions(ref),
    store.asserts({ repository: ref, pack }),
  ])
  const verdicts = dated(said, now)
  const afar = dated(saidAfar, now)
  const lastAct = dated(decisions, now).findLast(({ undo }) => undo !== undefined)?.at ?? Number.NEGATIVE_INFINITY
  const isUndone = !again && verdicts.some(({ kind, at }) => kind === 'undo' && at >= lastAct)
  const frozen = forbiddenBy({ on: verdicts, afar: saidAfar, now }) ?? (isUndone ? 'undone by a maintainer' : null)
  const asked = [...new Set(decisions.flatMap(({ question }) => question ?? []))]
  const asserts = dated(asserted, now).toSorted((a, b) => a.at - b.at)
  const standings = standingsOf(asserts, afar)
  const about = Map.groupBy(afar, ({ signature }) => signature?.id)
  const helped = new Map([...standings.keys()].map((id) => [id, helpfulSteps(id, about.get(id) ?? [])]))
  return { ...NOTHING_HEARD, verdicts, asked, standings, helped, frozen }
}

/** Why a person's word forbids everything on an issue, commands too; null where nobody's does. */
export async function forbiddenHere(
  ref: IssueRef,
  { store, now }: Pick<Listening, 'store' | 'now'>,
): Promise<string | null> {
  const [on, afar] = await Promise.all([store.verdictsOn(ref), store.verdictsIn(ref, ['pause'])])
  return forbiddenBy({ on, afar, now })
}

interface Said {
  /** The verdicts on the issue. */
  readonly on: readonly Verdict[]
  /** Those of its repository. */
  readonly afar: readonly Verdict[]
  readonly now: number
}

function forbiddenBy({ on, afar, now }: Said): string | null {
  if (on.some(({ kind }) => kind === 'stop')) return 'stopped by a person'
  return isPaused(afar, now) ? 'paused by a maintainer' : null
}

function isPaused(verdicts: readonly Verdict[], now: number): boolean {
  const pause = prevailing(verdicts.filter(({ kind }) => kind === 'pause'))
  return pause !== undefined && now < pause.at + Number(pause.detail) * DAY_MS
}
