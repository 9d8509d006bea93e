/** What the bot's comment becomes when the issue was edited and what it said no longer holds. */
import type { Pack } from '../signatures/pack.ts'
import { parseMarker, renderMarker } from './marker.ts'

const READING =
  'The earlier reading in this comment no longer holds: what the issue says now points to no authentication failure known to this bot. There is nothing to do here.'
const REJECTED =
  'The earlier reading in this comment was taken back, because a person said that it is not right. A maintainer can name the cause: `/triage is <signature>`.'
const WARNING =
  'The credential that this comment warned about is gone from the issue; if it still works, please revoke it all the same.'

/**
 * The neutral text that replaces an earlier comment; a new comment is never made of it.
 * @param earlier the comment as it stands; null when there is none
 * @param isRejected whether a person said that the earlier reading is wrong
 */
export function renderWithdrawn(pack: Pack, earlier: string | null, isRejected = false): string {
  const before = earlier === null ? null : parseMarker(earlier)
  const warned = before?.decision === 'silent' && before.warned === true
  const marker = { decision: 'silent', signature: null, pack: pack.fingerprint, ...(warned && { warned }) } as const
  return `${renderMarker(marker)}\n${warned ? WARNING : isRejected ? REJECTED : READING}`
}

/** What an answered question becomes when the conversation goes on in a newer comment. It has no marker any more. */
export function renderRetired(): string {
  return 'This question was answered; the conversation goes on in the newer comment of this bot below.'
}
