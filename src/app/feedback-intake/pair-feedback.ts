/**
 * Records what a maintainer says on a page about two reports: that they have the same cause, that they have not, or that
 * an earlier statement no longer holds. GitHub is asked for the person's rights at that moment. Nothing is written to
 * GitHub; the feedback events are the record of who said what.
 */
import type { RepositoryRole } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../core/settings/default-settings.ts'
import { settingsSchema } from '../../core/settings/repository-settings.ts'
import { rightsOf } from './rights.ts'

/** What can be said, by the name of the form's button. */
export const PAIR_ACTS = {
  merge: 'duplicate-of',
  split: 'split',
  'not-duplicate': 'not-duplicate',
  undo: 'take-back',
} as const

export type PairAct = keyof typeof PAIR_ACTS

export interface SaidOnPage {
  readonly repository: RepositoryRef
  readonly act: PairAct
  /** For `merge` the report that duplicates the other one. */
  readonly number: number
  readonly other: number
  /** Login of the person, as GitHub has just given it. */
  readonly who: string
  /** Unique id of the click, so that a repeated request counts once. */
  readonly click: string
}

export interface PairFeedbackDeps {
  readonly store: Pick<Store, 'recordFeedback' | 'keptSettings' | 'reportsNumbered'>
  readonly github: { roleOf(ref: IssueRef, login: string): Promise<RepositoryRole> }
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** @returns null when it is recorded; otherwise why not, as a sentence for the person */
export async function recordPairFeedback(said: SaidOnPage, deps: PairFeedbackDeps): Promise<string | null> {
  const { repository, act, number, other, who, click } = said
  const { store, clock } = deps
  if (number === other) return 'Choose two different reports.'
  const rights = await rightsNow(said, deps)
  if (rights !== 'maintainer') return 'Only maintainers of this repository can do that. GitHub was asked just now.'
  const known = new Set((await store.reportsNumbered(repository, [number, other])).map((it) => it.number))
  const missing = [number, other].find((it) => !known.has(it))
  if (missing !== undefined) return `There is no stored report #${missing} in this repository.`
  await store.recordFeedback({
    id: `page-${click}/${act}`,
    ref: { ...repository, number },
    other: { ...repository, number: other },
    kind: PAIR_ACTS[act],
    origin: 'page',
    signature: null,
    step: null,
    detail: null,
    who,
    rights,
    at: clock(),
  } satisfies FeedbackEvent)
  return null
}

async function rightsNow({ repository, number, who }: SaidOnPage, { store, github }: PairFeedbackDeps) {
  const kept = (await store.keptSettings(repository))?.settings
  const settings = (kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined) ?? DEFAULT_REPOSITORY_SETTINGS
  return rightsOf(who, { ref: { ...repository, number }, reporter: '', github, settings })
}
