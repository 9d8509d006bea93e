/** Chooses the one question that helps most. */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Candidate, Evidence, Reason } from './diagnosis.ts'

interface Context {
  readonly pack: Pack
  /** The generic message in the report that the comment names. */
  readonly generic: Evidence | null
  /** True if the report is little more than a picture or a file that could not be read. */
  readonly needsText: boolean
  readonly flow: ReportedFlow | null
}

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
  if (reason === 'tie' && first && second) return questionBetween(first, second, context.pack) ?? askForMore(context)
  if (reason === 'unsure' && first) return first.question ?? askForMore(context)
  if (reason === 'no-signature') return askForMore(context)
  return null
}

/**
 * Returns the question that one of the two has for the other in `confused-with`, or else the first one's own question.
 */
function questionBetween(first: Candidate, second: Candidate, pack: Pack): string | null {
  const question = (of: Candidate, against: Candidate) =>
    pack.signatures.get(of.signature)?.['confused-with'].find(({ id }) => id === against.signature)?.ask
  return question(first, second) ?? question(second, first) ?? first.question
}

/** Returns the question for the generic message, or else the neutral question. */
function askForMore({ pack, generic, needsText, flow }: Context): string | null {
  const forText = pack.topic['ask-for-text']
  if (needsText && forText !== undefined) return forText
  const forAttempt = askForAttempt({ pack, flow })
  if (forAttempt !== null) return forAttempt
  const message = pack.genericMessages.find(({ id }) => id === generic?.id)
  return message?.ask ?? (pack.topic.ask || null)
}

/** Words that a login prints which went through name no cause. */
function askForAttempt({ pack, flow }: Pick<Context, 'pack' | 'flow'>): string | null {
  const question = pack.topic['ask-for-attempt']
  if (flow?.through === undefined || question === undefined) return null
  return question.replace('{{line}}', String(flow.through.line))
}
