/** Chooses the one question that helps most. */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Candidate, Diagnosis, Evidence, Reason } from './diagnosis.ts'
import type { OpenPoints } from './open-points.ts'

interface Context extends Partial<OpenPoints> {
  readonly pack: Pack
  /** The generic message in the report that the comment names. */
  readonly generic: Evidence | null
  readonly flow: ReportedFlow | null
  /**
   * The questions that decide between two signatures, by the id of the one that has the question and by that of the
   * other; null for one that the report answers. Omitted if there are none.
   */
  readonly questionsAbout?: ReadonlyMap<string, ReadonlyMap<string, string | null>>
  /** The first shared question that fits the report; null or omitted if none does. */
  readonly sharedQuestion?: string | null
}

/**
 * Minimum confidence at which a signature's own question is asked. Below it the leading signature is wrong more often
 * than right, and a question about it does not fit.
 */
export const MIN_FOR_OWN_QUESTION = 0.35

/**
 * @param ranked only active signatures, since another signature's question would reveal that signature
 * @returns the question as the pack words it; null when the decision is not to ask
 */
export function chooseQuestion(reason: Reason, ranked: readonly Candidate[], context: Context): string | null {
  const [first, second] = ranked
  const isWeak = first?.evidence.every(({ strength }) => strength === 'supporting') ?? false
  if (isWeak && (reason === 'tie' || reason === 'unsure')) {
    const forAttempt = askForAttempt(context)
    if (forAttempt !== null) return forAttempt
  }
  if (reason === 'tie' && first && second) return questionBetween(first, second, context) ?? askForMore(context)
  if (reason === 'unsure' && first) return ownQuestion(first) ?? askForMore(context) ?? first.question
  if (reason === 'no-signature') return askForMore(context)
  return null
}

type Asked = Partial<Pick<Diagnosis, 'question' | 'errorLine'>>

/** @returns the question with the words of the report, or an ellipsis in their place; null if nothing is asked */
export function askedQuestion({ question = null, errorLine = '…' }: Asked): string | null {
  return question?.replace('{{error}}', () => errorLine) ?? null
}

function ownQuestion({ question, confidence }: Candidate): string | null {
  return confidence < MIN_FOR_OWN_QUESTION ? null : question
}

/**
 * Returns the question that one of the two has for the other in `confused-with`, or else the first one's own question.
 * The two ask for the same difference, so an answer to either answers both.
 */
function questionBetween(first: Candidate, second: Candidate, { questionsAbout }: Context): string | null {
  const question = (of: Candidate, against: Candidate) => questionsAbout?.get(of.signature)?.get(against.signature)
  const both = [question(first, second), question(second, first)]
  return (both.includes(null) ? null : both.find((it) => it !== undefined)) ?? first.question
}

/**
 * Returns the question for the generic message, or the shared one that fits, or the one for the line that shows the
 * failure, or the neutral one.
 */
function askForMore(context: Context): string | null {
  const { pack, generic, needsText = false, flow, sharedQuestion = null } = context
  const forText = pack.topic['ask-for-text']
  if (needsText && sharedQuestion === null && forText !== undefined) return forText
  const forAttempt = askForAttempt({ pack, flow })
  if (forAttempt !== null) return forAttempt
  const message = pack.genericMessages.find(({ id }) => id === generic?.id)
  return message?.ask ?? sharedQuestion ?? askAroundLine(context) ?? askWithoutLine(context)
}

function askAroundLine({ pack, failureLine = null, saysWhen = false }: Context): string | null {
  if (failureLine === null) return null
  const { 'ask-around-error': aroundError, 'ask-for-body': forBody, 'ask-what-changed': whatChanged } = pack.topic
  if ((failureLine.hasContext || failureLine.hasBody) && !saysWhen && whatChanged !== undefined) return whatChanged
  return (failureLine.hasStatus && !failureLine.hasBody ? forBody : undefined) ?? aroundError ?? null
}

function askWithoutLine({ pack, hasPicture = false, waits = false }: Context): string | null {
  const { ask, 'ask-while-waiting': whileWaiting, 'ask-for-text': forText } = pack.topic
  return (waits ? whileWaiting : undefined) ?? (hasPicture ? forText : undefined) ?? (ask || null)
}

/** Words that a login prints which went through name no cause. */
function askForAttempt({ pack, flow }: Pick<Context, 'pack' | 'flow'>): string | null {
  const question = pack.topic['ask-for-attempt']
  if (flow?.through === undefined || question === undefined) return null
  return question.replace('{{line}}', String(flow.through.line))
}
