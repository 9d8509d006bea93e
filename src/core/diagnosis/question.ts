/** Chooses the one question that helps most. */
import type { Pack } from '../signatures/pack.ts'
import type { Candidate, Evidence, Reason } from './diagnosis.ts'

interface Context {
  readonly pack: Pack
  /** The generic message in the report that the comment names. */
  readonly generic: Evidence | null
}

/**
 * @param ranked only active signatures, since another signature's question would reveal that signature
 * @returns the question as the pack words it; null when the decision is not to ask
 */
export function chooseQuestion(reason: Reason, ranked: readonly Candidate[], context: Context): string | null {
  const [first, second] = ranked
  if (reason === 'tie' && first && second) return questionBetween(first, second, context.pack)
  if (reason === 'unsure' && first) return context.pack.signatures.get(first.signature)?.ask ?? null
  if (reason === 'no-signature') return askForMore(context)
  return null
}

/**
 * Returns the question that one of the two has for the other in `confused-with`, or else the first one's own question.
 */
function questionBetween(first: Candidate, second: Candidate, pack: Pack): string | null {
  const question = (of: Candidate, against: Candidate) =>
    pack.signatures.get(of.signature)?.['confused-with'].find(({ id }) => id === against.signature)?.ask
  return question(first, second) ?? question(second, first) ?? pack.signatures.get(first.signature)?.ask ?? null
}

/** Returns the question for the generic message, or else the first question of the troubleshooting flow. */
function askForMore({ pack, generic }: Context): string | null {
  const message = pack.genericMessages.find(({ id }) => id === generic?.id)
  return message?.ask ?? (pack.topic.ask || null)
}
