/** The last, small line of every comment: how to correct the bot, and exactly which rules spoke. */
import type { Signature } from '../signatures/schema.ts'
import type { CommentContext } from './comment-input.ts'
import { renderHouseFooter } from './repository-wording.ts'

const CORRECTION = {
  assert:
    'Not right? Reply `/triage wrong`; solved? `/triage worked`; more: `/triage help`. If someone removes the label, it will not come back. This bot never closes issues.',
  canonical:
    'Another matter among them? Reply `/triage split #number`; more: `/triage help`. This bot never closes issues.',
  silent:
    'Not a credential? Take the label off, and it will not come back; more: `/triage help`. This bot never closes issues.',
  ask: 'Nothing to do with signing in? Reply `/triage wrong`; more: `/triage help`. If someone removes the label, it will not come back. This bot never closes issues.',
} as const

interface FooterInput {
  /** What the comment does. */
  readonly kind: keyof typeof CORRECTION
  /** Those that the comment speaks of, named with their versions. */
  readonly signatures: readonly Signature[]
  readonly input: Pick<CommentContext, 'pack' | 'settings'>
}

export function renderFooter({ kind, signatures, input: { pack, settings } }: FooterInput): string {
  const rules = signatures.map((it) => `signature ${it.id}, version ${it.since}`)
  const said = [renderHouseFooter(settings), CORRECTION[kind]].filter((it) => it !== '').join(' ')
  return `<sub>${said}<br>${[...rules, `pack ${pack.fingerprint}`].join(' · ')}</sub>`
}
