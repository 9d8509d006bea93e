/**
 * All that is done to the bytes of a webhook before it is stored: bytes come in, a few fields go out. It takes time in
 * proportion to the payload, and works on nothing but its arguments, so that it can be done elsewhere.
 */
import { toDelivery } from '../deliveries/events.ts'
import { TriageError } from '../errors.ts'
import type { Delivery } from '../inbox/inbox.ts'

/** A webhook whose signature is right. */
export interface SignedWebhook {
  /** GUID of the delivery. */
  readonly id: string
  /** Name of the event, without its action. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * @returns the delivery to store; null when there is nothing to do about it
 * @throws TriageError('malformed-delivery')
 */
export async function readDelivery({ id, name, bytes }: SignedWebhook, receivedAt: number): Promise<Delivery | null> {
  return toDelivery({ id, name, payload: parsePayload(bytes) }, receivedAt)
}

/**
 * @returns what the bytes spell in JSON
 * @throws TriageError('malformed-delivery') when they are not UTF-8, or no JSON
 */
function parsePayload(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    // What the cause says is not told: it quotes the payload.
    const what = cause instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw new TriageError('malformed-delivery', `The payload is not what GitHub documents: it is not ${what}.`, {
      hint: 'Check that the sender is GitHub and that the payload is whole.',
    })
  }
}
