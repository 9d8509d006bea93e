/** Private keys, the only credentials that span several lines. */
import type { RedactionRule } from '../rule.ts'

const GOOGLE = 'delete it at https://console.cloud.google.com/iam-admin/serviceaccounts (Keys)'
const REPLACE = 'replace the key pair and remove the public key from every server that has it'

export const PRIVATE_KEYS: readonly RedactionRule[] = [
  {
    id: 'service-account-key',
    name: 'Google service account key',
    nature: 'live',
    revoke: GOOGLE,
    hints: ['private_key'],
    pattern: /"private_key\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?<secret>-----BEGIN [^"]{64,20000})/g,
    spansLines: true,
  },
  {
    id: 'private-key',
    name: 'private key',
    nature: 'live',
    revoke: REPLACE,
    hints: ['private key'],
    // The second branch matches a truncated key: the lines that look like a key, and nothing after them.
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){0,20000}-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|(?:(?:\s|\\n){0,4}[A-Za-z0-9+/=]{32,100}){0,400})/g,
    spansLines: true,
  },
]
