/**
 * Implicit feedback: turns a person's action on an issue, such as removing a label, into a feedback event. Actions that
 * say nothing about an answer produce no event.
 */
import type { IssueRef } from '../issue-ref.ts'
import type { PackContent } from '../signatures/pack.ts'
import { type FeedbackEvent, prevailing, type Rights } from './feedback-event.ts'

export type Act =
  | { readonly kind: 'unlabeled'; readonly label: string }
  | DeletedComment
  | { readonly kind: 'closed'; readonly asCompleted: boolean }
  /** 👎 or 😕 on the bot's comment. */
  | { readonly kind: 'reaction' }
  /** A box in the maintainers' section was ticked. */
  | { readonly kind: 'box'; readonly says: 'wrong' | 'right' }
  /** Someone with rights hid the bot's comment. */
  | { readonly kind: 'comment-minimised' }
  | { readonly kind: 'reopened' }

/** A bot's comment that somebody deleted. */
export interface DeletedComment {
  readonly kind: 'comment-deleted'
  /** The signature that it named; null when it named none. */
  readonly asserted: string | null
  /** Its id, if known. */
  readonly comment?: number | undefined
  /** The bot's account, and the App that it wrote through, as far as GitHub says. */
  readonly user: { readonly login: string; readonly type: string }
  readonly app: { readonly id: number } | null
}

export interface FeedbackActor {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
  /** Milliseconds since the epoch. */
  readonly at: number
  /** GUID of the delivery that reported the action. */
  readonly delivery: string
}

export interface AnsweredIssue {
  readonly pack: PackContent
  /** The signature that the bot's comment names; null when it names none. */
  readonly asserted: string | null
  readonly feedbackEvents: readonly FeedbackEvent[]
}

/** @returns the feedback event; null when the act is not feedback, or when the actor has no rights */
export function feedbackFrom(act: Act, actor: FeedbackActor, issue: AnsweredIssue): FeedbackEvent | null {
  const implied = actor.rights === 'anyone' ? null : interpretAct(act, actor, issue)
  if (implied === null) return null
  const { delivery, ...by } = actor
  const nothing = { other: null, signature: null, step: null, detail: null }
  return { id: delivery, ...by, ...nothing, ...implied }
}

type ImpliedFeedback = Pick<FeedbackEvent, 'kind' | 'origin'> & Partial<Pick<FeedbackEvent, 'signature'>>

function interpretAct(
  act: Act,
  actor: FeedbackActor,
  { pack, asserted, feedbackEvents }: AnsweredIssue,
): ImpliedFeedback | null {
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
      const solution = solvedBy(feedbackEvents)
      return solution === undefined ? null : { kind: 'did-not-work', origin: 'reopened', signature: solution.signature }
    }
  }
}

/** @returns the prevailing event that says the issue is solved; undefined when there is none */
export function solvedBy(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  const outcome = prevailing(feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work'))
  return outcome?.kind === 'worked' ? outcome : undefined
}

/** GitHub's label names are case-insensitive. */
function signatureWith(label: string, pack: PackContent): FeedbackEvent['signature'] {
  const found = [...pack.signatures.values()].filter((it) => it.label.toLowerCase() === label.toLowerCase())
  // If several signatures share the label, there is no telling which one was meant.
  return found.length === 1 && found[0] !== undefined ? versioned(found[0].id, pack) : null
}

function versioned(id: string, pack: PackContent): FeedbackEvent['signature'] {
  const signature = pack.signatures.get(id)
  return signature === undefined ? null : { id, version: signature.since }
}
