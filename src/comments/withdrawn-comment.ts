/** What the bot's comment becomes when the issue was edited and the earlier reading no longer holds. */
import type { Pack } from '../signatures/pack.ts'
import { renderMarker } from './marker.ts'

/** The neutral text that replaces an earlier comment; a new comment is never made of it. */
export function renderWithdrawn(pack: Pack): string {
  const marker = renderMarker({ decision: 'silent', signature: null, pack: pack.fingerprint })
  return `${marker}\nThe earlier reading in this comment no longer holds: what the issue says now points to no authentication failure known to this bot. There is nothing to do here.`
}
