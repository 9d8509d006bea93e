/** The small print at the end of every comment: how to correct the bot, and which signature versions it used. */
import type { Signature } from '../signatures/schema.ts'
import type { CommentContext } from './comment-context.ts'
import { renderRepositoryFooter } from './repository-wording.ts'

const CORRECTION = {
  assert:
    'Not right? Reply `/triage wrong`. Solved? Reply `/triage worked`. More: `/triage help`. This bot never closes issues.',
  canonical:
    'Does one of them have a different cause? Reply `/triage split #number`. More: `/triage help`. This bot never closes issues.',
  silent:
    "Not a credential? Remove the label, and the bot won't add it again. More: `/triage help`. This bot never closes issues.",
  ask: 'Nothing to do with signing in? Reply `/triage wrong`. More: `/triage help`. This bot never closes issues.',
} as const

interface FooterInput {
  /** The kind of comment: the decision that it shows, or `canonical` if it shows only a cluster or an answer. */
  readonly kind: keyof typeof CORRECTION
  /** The signatures that the comment names; the footer adds their versions. */
  readonly signatures: readonly Signature[]
  readonly input: Pick<CommentContext, 'pack' | 'settings'>
}

export function renderFooter({ kind, signatures, input: { pack, settings } }: FooterInput): string {
  const rules = signatures.map((it) => `signature ${it.id}, version ${it.since}`)
  const sentences = [renderRepositoryFooter(settings), CORRECTION[kind]].filter((it) => it !== '').join(' ')
  return `<sub>${sentences}<br>${[...rules, `pack ${pack.fingerprint}`].join(' · ')}</sub>`
}
