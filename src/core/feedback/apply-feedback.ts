/**
 * Applies the feedback on an issue to its diagnosis. People's feedback is final: it changes the decision, but neither
 * adds evidence nor changes a probability.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Pack } from '../signatures/pack.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'
import type { IssueFeedback } from './issue-feedback.ts'

/** Maximum number of questions asked on one issue. After that, a maintainer takes over. */
const MAX_QUESTIONS = 3

/** @returns the diagnosis with the decision that the feedback allows */
export function applyFeedback(diagnosis: Diagnosis, feedback: IssueFeedback, pack: Pack): Diagnosis {
  return handOver(askWhenMuted(applyFeedbackEvents(diagnosis, feedback.feedbackEvents, pack), feedback, pack), feedback)
}

function applyFeedbackEvents(diagnosis: Diagnosis, feedbackEvents: readonly FeedbackEvent[], pack: Pack): Diagnosis {
  const named = namedCause(feedbackEvents, pack)
  if (named !== null) return assertNamed(diagnosis, named)
  const rejected = rejectedSignatures(feedbackEvents)
  if (rejected.has(UNNAMED)) return withdraw(diagnosis)
  const first = diagnosis.ranked[0]?.signature
  if (first === undefined || !rejected.has(first)) return diagnosis
  if (diagnosis.decision === 'assert') return withdraw(diagnosis)
  const ranked = diagnosis.ranked.filter(({ signature }) => !rejected.has(signature))
  return { ...diagnosis, ranked, ...(diagnosis.question !== null && { question: pack.topic.ask }) }
}

/** Key of a rejection that names no signature; it rejects every signature. */
const UNNAMED = ''

/**
 * The signatures that were rejected on this issue and have not since been named by anyone with at least the same
 * rights.
 */
function rejectedSignatures(feedbackEvents: readonly FeedbackEvent[]): ReadonlySet<string> {
  const about = feedbackEvents.filter(({ kind }) => kind === 'wrong-signature' || kind === 'is-signature')
  const bySignature = Map.groupBy(about, ({ signature }) => signature?.id ?? UNNAMED)
  const rejected = [...bySignature].filter(([, events]) => prevailing(events)?.kind === 'wrong-signature')
  return new Set(rejected.map(([id]) => id))
}

/** The cause that a maintainer named last; null when no cause was named or it has since been rejected. */
function namedCause(feedbackEvents: readonly FeedbackEvent[], pack: Pack): string | null {
  const last = prevailing(feedbackEvents.filter(({ kind }) => kind === 'is-signature'))
  const id = last?.signature?.id
  if (id === undefined || !pack.signatures.has(id) || rejectedSignatures(feedbackEvents).has(id)) return null
  return id
}

function assertNamed(diagnosis: Diagnosis, signature: string): Diagnosis {
  const candidate = diagnosis.ranked.find((it) => it.signature === signature)
  const captures = Object.assign({}, ...(candidate?.evidence ?? []).map((it) => it.captures).reverse())
  return { ...diagnosis, decision: 'assert', reason: 'said', signature, question: null, captures }
}

function withdraw(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, decision: 'silent', reason: 'rejected', signature: null, question: null }
}

/** A muted signature asks instead of asserting, unless a maintainer named it. */
function askWhenMuted(diagnosis: Diagnosis, { trackRecords }: IssueFeedback, pack: Pack): Diagnosis {
  const { signature, reason } = diagnosis
  if (signature === null || reason !== 'sure' || !trackRecords.get(signature)?.isMuted) return diagnosis
  const question = diagnosis.ranked.find((it) => it.signature === signature)?.question ?? pack.topic.ask
  return { ...diagnosis, decision: 'ask', reason: 'muted', signature: null, question }
}

/**
 * Keeps a question that has already been asked. Allows a new one only while fewer than `MAX_QUESTIONS` have been asked.
 */
function handOver(diagnosis: Diagnosis, { asked }: IssueFeedback): Diagnosis {
  const { question } = diagnosis
  if (question === null || asked.includes(question) || asked.length < MAX_QUESTIONS) return diagnosis
  return { ...diagnosis, reason: 'handed-over', question: null }
}
