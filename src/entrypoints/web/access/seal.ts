/**
 * What a cookie holds: encrypted and authenticated (AES-256-GCM), with the time at which it ends inside. Nothing is kept
 * on the server, so that several processes agree and a restart signs nobody out.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A shorter tag, which Node would take as well, is easier to guess. */
const WHOLE_TAG = { authTagLength: 16 }

/** Clocks of processes that share a secret may differ by this much. */
const MAX_SKEW_MS = 60_000

/**
 * @param purpose keeps what was sealed for one use from being taken for another
 * @param forMs how long a seal holds
 */
export function createSeal(secret: string, purpose: string, forMs: number) {
  const key = Buffer.from(hkdfSync('sha256', secret, 'auth-triage', purpose, 32))
  return {
    /** @param now milliseconds since the epoch */
    seal(value: unknown, now: number): string {
      const until = now + forMs
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, WHOLE_TAG)
      const sealed = Buffer.concat([cipher.update(JSON.stringify({ value, until }), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    /** @returns null for what we did not seal, for what has ended, and for what was sealed in the future: a clock was set back */
    open(text: string | undefined, now: number): unknown {
      try {
        const bytes = Buffer.from(text ?? '', 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), WHOLE_TAG)
        decipher.setAuthTag(bytes.subarray(12, 28))
        const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
        const { value, until } = JSON.parse(opened) as { value: unknown; until: number }
        return until > now && until <= now + forMs + MAX_SKEW_MS ? value : null
      } catch {
        return null
      }
    },
  }
}
