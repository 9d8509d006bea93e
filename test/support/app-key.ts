import { generateKeyPairSync } from 'node:crypto'

/** A private key as GitHub hands it out for an App: RSA, PKCS#1, PEM. */
export function generateAppKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  return privateKey
}
