/** The last, small line of every comment: how to correct the bot, and exactly which rules spoke. */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'

const CORRECTION = {
  assert:
    'Not right? Say so in a reply and a maintainer decides; if someone removes the label, it will not come back. This bot never closes issues.',
  silent:
    'Not a credential? Say so in a reply; if someone removes the label, it will not come back. This bot never closes issues.',
  ask: 'Nothing to do with signing in? Say so in a reply; if someone removes the label, it will not come back. This bot never closes issues.',
} as const

/**
 * @param kind what the comment does
 * @param signatures those that the comment speaks of, named with their versions
 */
export function renderFooter(kind: keyof typeof CORRECTION, signatures: readonly Signature[], pack: Pack): string {
  const rules = signatures.map((it) => `signature ${it.id}, version ${it.since}`)
  return `<sub>${CORRECTION[kind]}<br>${[...rules, `pack ${pack.fingerprint}`].join(' · ')}</sub>`
}
