/** Private keys: PEM, JSON Web Keys, and keys in settings files. */
import { findPrivateKeys } from '../private-key-lines.ts'
import type { RedactionRule } from '../rule.ts'
import { looksGenerated } from '../value-shapes.ts'

const GOOGLE = 'delete it at https://console.cloud.google.com/iam-admin/serviceaccounts (Keys)'
const REPLACE = 'replace the key pair and remove the public key from every server that has it'

const PRIVATE_KEY = { id: 'private-key', name: 'private key', nature: 'live', revoke: REPLACE } as const

/** The beginnings of PEM keys in base64, without the last characters, which depend on what follows. */
const ENCODED_HEADS = ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', 'PGP '].map((kind) => {
  const head = `-----BEGIN ${kind}PRIVATE KEY`
  return btoa(head.slice(0, head.length - (head.length % 3)))
})

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
    ...PRIVATE_KEY,
    hints: ['private key'],
    pattern: /-----(?:BEGIN|END) [A-Z0-9 ]{0,30}PRIVATE KEY/g,
    find: findPrivateKeys,
    spansLines: true,
  },
  {
    ...PRIVATE_KEY,
    // The private parts of a JSON Web Key (RFC 7518, sections 6.2 to 6.4) next to its type; `x`, `y`, `n` and `e` are public.
    hints: ['"kty', "'kty", 'kty%22'],
    pattern: /["'](?:d|p|q|dp|dq|qi|k)\\{0,3}["']\s{0,4}:\s{0,40}\\{0,3}["'](?<secret>[\w-]{16,4096})(?=\\{0,3}["'])/g,
    accept: (it) => looksGenerated(it),
    spansLines: true,
  },
  {
    ...PRIVATE_KEY,
    // The same as a literal of JavaScript, with names that are not quoted.
    hints: ['kty:'],
    pattern: /(?<=[{,\s])(?:d|p|q|dp|dq|qi|k):\s{0,40}["'](?<secret>[\w-]{16,4096})(?=["'])/g,
    accept: (it) => looksGenerated(it),
    spansLines: true,
  },
  {
    ...PRIVATE_KEY,
    // WireGuard: 32 bytes in base64.
    hints: ['privatekey', 'presharedkey', 'private-key', 'private_key', 'preshared-key'],
    pattern:
      /(?:private|pre-?shared)[_-]?key["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{42}[A-Za-z0-9+/]=)/gi,
  },
  {
    ...PRIVATE_KEY,
    // A PEM key in base64, as in a kubeconfig and in Kubernetes Secrets: "-----BEGIN" in base64.
    hints: ['ls0tls1crudjti'],
    pattern:
      /(?<=(?:key|key-data|pem|private)[\w.-]{0,20}\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?)LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,32768}={0,2}/gi,
  },
  {
    ...PRIVATE_KEY,
    hints: ENCODED_HEADS.map((head) => head.toLowerCase()),
    pattern: new RegExp(`(?:${ENCODED_HEADS.join('|')})[A-Za-z0-9+/]{20,32768}={0,2}`, 'g'),
  },
  {
    ...PRIVATE_KEY,
    // The session keys of TLS, which decrypt a recording (SSLKEYLOGFILE).
    hints: ['client_random ', '_secret ', '_secret_0 '],
    pattern: /(?:CLIENT_RANDOM|[A-Z_]{3,40}SECRET(?:_0)?)[ \t][0-9a-f]{64}[ \t](?<secret>[0-9a-f]{64,128})(?!\w)/g,
  },
  {
    ...PRIVATE_KEY,
    name: 'recovery phrase of a wallet',
    revoke: 'move the funds to a new wallet',
    id: 'recovery-phrase',
    // BIP 39: 12 to 24 words of three to eight letters.
    hints: ['mnemonic', 'phrase'],
    shape: /(?:mnemonic|phrase)["']?[ \t]{0,4}(?:[:=]|is)[ \t]{0,4}["'`]?(?:[a-z]{3,8} ){11}/iy,
    pattern:
      /(?:mnemonic|(?:seed|recovery|secret)[ _-]?phrase)["']?[ \t]{0,4}(?:[:=]|is)[ \t]{0,4}["'`]?(?<secret>(?:[a-z]{3,8} ){11,23}[a-z]{3,8})(?![a-z])/gi,
    // The sentence may go on after the last word of the phrase, and then some of it is redacted too.
    accept: (it) =>
      !/\b(?:the|and|that|this|was|not|you|your|for|with|are)\b/.test(it.split(' ').slice(0, 12).join(' ')),
  },
  {
    ...PRIVATE_KEY,
    // PuTTY's own format.
    hints: ['private-lines'],
    pattern: /Private-Lines: \d{1,3}[ \t]{0,4}\n(?<secret>(?:[ \t>]{0,8}[A-Za-z0-9+/=]{4,80}\n){1,80})/g,
    spansLines: true,
  },
]
