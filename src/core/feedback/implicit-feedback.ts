/**
 * What people say without words: an act of a person on an issue goes in, the feedback event that it amounts to comes out. An act
 * that says nothing about the bot gives none.
 */
import type { IssueRef } from '../issue-ref.ts'
import type { PackContent } from '../signatures/pack.ts'
import { type FeedbackEvent, prevailing, type Rights } from './feedback-event.ts'

export type Act =
  | { readonly kind: 'unlabeled'; readonly label: string }
  /** `asserted`: the signature that the comment named; null when it named none. `comment`: its id, where it is known. */
  | { readonly kind: 'comment-deleted'; readonly asserted: string | null; readonly comment?: number | undefined }
  | { readonly kind: 'closed'; readonly asCompleted: boolean }
  /** 👎 or 😕 on the bot's comment. */
  | { readonly kind: 'reaction' }
  /** A box of the maintainers' part was ticked. */
  | { readonly kind: 'box'; readonly says: 'wrong' | 'right' }
  /** Somebody with rights hid the bot's comment. */
  | { readonly kind: 'comment-minimised' }
  | { readonly kind: 'reopened' }

export interface FeedbackActor {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
  /** Milliseconds since the epoch. */
  readonly at: number
  /** GUID of the delivery that told of it. */
  readonly delivery: string
}

export interface AnsweredIssue {
  readonly pack: PackContent
  /** The signature that the bot's comment names; null when it names none. */
  readonly asserted: string | null
  readonly feedbackEvents: readonly FeedbackEvent[]
}

/** @returns null when the act says nothing, or when the one who acted has no say */
export function feedbackFrom(act: Act, actor: FeedbackActor, scene: AnsweredIssue): FeedbackEvent | null {
  const said = actor.rights === 'anyone' ? null : read(act, actor, scene)
  if (said === null) return null
  const { delivery, ...by } = actor
  const nothing = { other: null, signature: null, step: null, detail: null }
  return { id: delivery, ...by, ...nothing, ...said }
}

type Said = Pick<FeedbackEvent, 'kind' | 'origin'> & Partial<Pick<FeedbackEvent, 'signature'>>

function read(act: Act, actor: FeedbackActor, { pack, asserted, feedbackEvents }: AnsweredIssue): Said | null {
  switch (act.kind) {
    case 'unlabeled': {
      const signature = signatureWith(act.label, pack)
      return signature === null ? null : { kind: 'wrong-signature', origin: 'label', signature }
    }
    case 'box':
      if (asserted === null || actor.rights !== 'maintainer') return null
      return {
        kind: act.says === 'wrong' ? 'wrong-signature' : 'is-signature',
        origin: 'box',
        signature: versioned(asserted, pack),
      }
    case 'reaction':
    case 'comment-minimised':
      return asserted === null
        ? { kind: 'unwelcome', origin: act.kind }
        : { kind: 'wrong-signature', origin: act.kind, signature: versioned(asserted, pack) }
    case 'comment-deleted':
      return act.asserted === null
        ? { kind: 'unwelcome', origin: 'comment-deleted' }
        : { kind: 'wrong-signature', origin: 'comment-deleted', signature: versioned(act.asserted, pack) }
    case 'closed':
      return act.asCompleted && asserted !== null
        ? { kind: 'worked', origin: 'closed', signature: versioned(asserted, pack) }
        : null
    case 'reopened': {
      const held = solvedBy(feedbackEvents)
      return held === undefined ? null : { kind: 'did-not-work', origin: 'reopened', signature: held.signature }
    }
  }
}

/** The word that the matter is solved, unless somebody with as much right said since that it is not. */
export function solvedBy(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  const held = prevailing(feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work'))
  return held?.kind === 'worked' ? held : undefined
}

/** GitHub's label names do not distinguish case. */
function signatureWith(label: string, pack: PackContent): FeedbackEvent['signature'] {
  const found = [...pack.signatures.values()].filter((it) => it.label.toLowerCase() === label.toLowerCase())
  // Several signatures may share a label; then nobody knows which one was meant.
  return found.length === 1 && found[0] !== undefined ? versioned(found[0].id, pack) : null
}

function versioned(id: string, pack: PackContent): FeedbackEvent['signature'] {
  const signature = pack.signatures.get(id)
  return signature === undefined ? null : { id, version: signature.since }
}
