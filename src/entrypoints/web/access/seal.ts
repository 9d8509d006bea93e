/**
 * A cookie's content: encrypted and authenticated (a JWT in JWE, A256GCM), with its expiry inside. The server stores
 * nothing, so several processes agree and a restart signs nobody out.
 */
import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'

/** The clocks of processes that share a secret may differ by this much. */
const MAX_SKEW_MS = 60_000

/**
 * @param purpose a value sealed for one purpose cannot be opened for another
 * @param forMs lifetime of a seal
 */
export function createSeal(secret: string, purpose: string, forMs: number) {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'auth-triage', purpose, 32))
  return {
    /** @param now milliseconds since the epoch */
    seal(value: object, now: number): Promise<string> {
      return new EncryptJWT({ value })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor((now + forMs) / 1000))
        .encrypt(key)
    },
    /** @returns null for anything that we did not seal, that has expired, or that was sealed in the future */
    async open(text: string | undefined, now: number): Promise<unknown> {
      try {
        const { payload } = await jwtDecrypt(text ?? '', key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['iat', 'exp'],
          currentDate: new Date(now),
        })
        return (payload.iat as number) * 1000 <= now + MAX_SKEW_MS ? payload['value'] : null
      } catch {
        return null
      }
    },
  }
}
