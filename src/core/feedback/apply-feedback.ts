/**
 * What the bot may still say once people have spoken: a diagnosis and the feedback events on that issue go in, the diagnosis as
 * it may be said comes out. People's word is final; it adds no evidence and changes no probability.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Pack } from '../signatures/pack.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'
import type { IssueFeedback } from './issue-feedback.ts'

/** Most questions that are put on one issue; then a person looks. */
const MAX_QUESTIONS = 3

export function applyFeedback(diagnosis: Diagnosis, heard: IssueFeedback, pack: Pack): Diagnosis {
  return handOver(askWhenMuted(applyFeedbackEvents(diagnosis, heard.feedbackEvents, pack), heard, pack), heard)
}

function applyFeedbackEvents(diagnosis: Diagnosis, feedbackEvents: readonly FeedbackEvent[], pack: Pack): Diagnosis {
  const named = namedCause(feedbackEvents, pack)
  if (named !== null) return assertedByWord(diagnosis, named)
  const rejected = rejectedSignatures(feedbackEvents)
  if (rejected.has(ANY)) return silenced(diagnosis)
  const first = diagnosis.ranked[0]?.signature
  if (first === undefined || !rejected.has(first)) return diagnosis
  if (diagnosis.decision === 'assert') return silenced(diagnosis)
  const ranked = diagnosis.ranked.filter(({ signature }) => !rejected.has(signature))
  return { ...diagnosis, ranked, ...(diagnosis.question !== null && { question: pack.topic.ask }) }
}

/** Stands for every signature: the person said that what the bot says is wrong, and it named no cause. */
const ANY = ''

/** The signatures that people rejected on this issue and that nobody with as much right named again since. */
function rejectedSignatures(feedbackEvents: readonly FeedbackEvent[]): ReadonlySet<string> {
  const about = feedbackEvents.filter(({ kind }) => kind === 'wrong-signature' || kind === 'is-signature')
  const bySignature = Map.groupBy(about, ({ signature }) => signature?.id ?? ANY)
  const rejected = [...bySignature].filter(([, said]) => prevailing(said)?.kind === 'wrong-signature')
  return new Set(rejected.map(([id]) => id))
}

/** The cause that a maintainer named last, unless it was rejected since. */
function namedCause(feedbackEvents: readonly FeedbackEvent[], pack: Pack): string | null {
  const last = prevailing(feedbackEvents.filter(({ kind }) => kind === 'is-signature'))
  const id = last?.signature?.id
  if (id === undefined || !pack.signatures.has(id) || rejectedSignatures(feedbackEvents).has(id)) return null
  return id
}

function assertedByWord(diagnosis: Diagnosis, signature: string): Diagnosis {
  const candidate = diagnosis.ranked.find((it) => it.signature === signature)
  const captures = Object.assign({}, ...(candidate?.evidence ?? []).map((it) => it.captures).reverse())
  return { ...diagnosis, decision: 'assert', reason: 'said', signature, question: null, captures }
}

function silenced(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, decision: 'silent', reason: 'rejected', signature: null, question: null }
}

/** A signature that people rejected too often asks instead of asserting; a maintainer's word is no such assert. */
function askWhenMuted(diagnosis: Diagnosis, { trackRecords }: IssueFeedback, pack: Pack): Diagnosis {
  const { signature, reason } = diagnosis
  if (signature === null || reason !== 'sure' || !trackRecords.get(signature)?.isMuted) return diagnosis
  const question = pack.signatures.get(signature)?.ask ?? pack.topic.ask
  return { ...diagnosis, decision: 'ask', reason: 'muted', signature: null, question }
}

/** The same question may stand as long as it takes; another one only while there are any left. */
function handOver(diagnosis: Diagnosis, { asked }: IssueFeedback): Diagnosis {
  const { question } = diagnosis
  if (question === null || asked.includes(question) || asked.length < MAX_QUESTIONS) return diagnosis
  return { ...diagnosis, reason: 'handed-over', question: null }
}
