import { generateKeyPairSync } from 'node:crypto'

/** A private key in the format that GitHub creates for an App: RSA, PKCS#1, PEM. */
export function generateAppKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  return privateKey
}
