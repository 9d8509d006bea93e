/** Chooses the one question that would help most. Never two, never a list of causes. */
import type { Pack } from '../signatures/pack.ts'
import type { Candidate, Evidence, Reason } from './diagnosis.ts'

interface Context {
  readonly pack: Pack
  /** The message in the report that carries no class, the one that the comment names. */
  readonly generic: Evidence | null
}

/**
 * @param ranked only signatures that may speak: a question of any other would give it away
 * @returns the question as the pack words it, or null when the decision is not to ask
 */
export function chooseQuestion(reason: Reason, ranked: readonly Candidate[], context: Context): string | null {
  const [first, second] = ranked
  if (reason === 'tie' && first && second) return tellApart(first, second, context.pack)
  if (reason === 'unsure' && first) return context.pack.signatures.get(first.signature)?.ask ?? null
  if (reason === 'no-signature') return askForMore(context)
  return null
}

/** The question that one of the two names for the other, else the first one's own. */
function tellApart(first: Candidate, second: Candidate, pack: Pack): string | null {
  const question = (of: Candidate, against: Candidate) =>
    pack.signatures.get(of.signature)?.['confused-with'].find(({ id }) => id === against.signature)?.ask
  return question(first, second) ?? question(second, first) ?? pack.signatures.get(first.signature)?.ask ?? null
}

/** After a message that carries no class, what follows it; else the first question of the troubleshooting flow. */
function askForMore({ pack, generic }: Context): string | null {
  const message = pack.genericMessages.find(({ id }) => id === generic?.id)
  return message?.ask ?? (pack.topic.ask || null)
}
