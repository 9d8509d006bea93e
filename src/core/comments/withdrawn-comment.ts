/** The texts that replace a bot comment when its answer no longer applies. */
import type { Pack } from '../signatures/pack.ts'
import { parseMarker, renderMarker } from './marker.ts'

const NO_LONGER_APPLIES =
  'The earlier answer in this comment no longer applies: the issue as it is now matches no authentication failure that this bot knows. There is nothing to do here.'
const REJECTED =
  'The earlier answer in this comment was withdrawn because someone said it was wrong. A maintainer can name the cause: `/triage is <signature>`.'
const CREDENTIAL_GONE =
  'The credential that this comment warned about is gone from the issue. If it still works, please revoke it anyway.'

/**
 * The neutral text that replaces an earlier comment. It is never posted as a new comment.
 * @param earlier body of the current comment; null when there is none
 * @param isRejected whether a person rejected the earlier answer
 */
export function renderWithdrawn(pack: Pack, earlier: string | null, isRejected = false): string {
  const before = earlier === null ? null : parseMarker(earlier)
  const warned = before?.decision === 'silent' && before.warned === true
  const marker = { decision: 'silent', signature: null, pack: pack.fingerprint, ...(warned && { warned }) } as const
  return `${renderMarker(marker)}\n${warned ? CREDENTIAL_GONE : isRejected ? REJECTED : NO_LONGER_APPLIES}`
}

/**
 * Renders the text that replaces an answered question when a newer comment continues the conversation. It has no
 * marker.
 */
export function renderRetired(): string {
  return "This question was answered. The conversation continues in this bot's newer comment below."
}
