/** Values that only their name gives away, most specific name first. */
import { named, type SecretKind } from '../secret-kind.ts'
import { isLongAndRandom, looksLikePassword, looksRandom } from '../secret-shape.ts'
import { CLOUD_TOKENS } from './cloud-tokens.ts'
import { SERVICE_TOKENS } from './service-tokens.ts'

const ISSUER = 'revoke it where it was issued'
const CHANGE = 'change it wherever it is used'

export const AWS_VALUES: readonly SecretKind[] = [
  ...named({
    ...{ id: 'aws-secret-access-key', name: 'AWS secret access key', names: ['secret_access_key'] },
    revoke: 'deactivate its access key at https://console.aws.amazon.com/iam/home#/security_credentials',
  }),
  ...named({
    ...{ id: 'aws-session-token', name: 'AWS session token', names: ['aws_session_token', 'amz_security_token'] },
    revoke: 'revoke the sessions of its role in the IAM console',
  }),
  ...named({
    ...{
      id: 'signed-url',
      name: 'signature of a signed address',
      accept: isLongAndRandom,
      acceptLoose: isLongAndRandom,
    },
    names: ['amz_signature', 'amz_credential', 'goog_signature'],
    revoke: 'it ends by itself; deactivate the key that signed it if that is far away',
  }),
]

export const NAMED_VALUES: readonly SecretKind[] = [
  ...named({
    ...{ id: 'api-key', name: 'API key', revoke: ISSUER },
    names: [
      'api_key',
      'secret_key',
      'subscription_key',
      'access_key',
      'auth_key',
      'encryption_key',
      'signing_key',
      'master_key',
    ],
  }),
  ...named({
    ...{ id: 'signing-secret', name: 'signing secret', names: ['signing_secret', 'webhook_secret'], revoke: CHANGE },
  }),
  ...named({
    ...{ id: 'password', name: 'password', revoke: CHANGE },
    ...{ names: ['password', 'passwd', 'passphrase'], alone: ['pwd'] },
    accept: looksLikePassword,
    acceptLoose: (it) => looksRandom(it, 8),
  }),
  ...named({
    ...{ id: 'token', name: 'token', names: [], alone: ['token', 'secret'], revoke: ISSUER },
    accept: looksRandom,
    acceptLoose: isLongAndRandom,
  }),
  {
    ...{ id: 'password', name: 'password', nature: 'live', revoke: CHANGE, shape: '(?:password|token|secret|key)>' },
    // An element of XML, as in the settings of Maven and NuGet.
    pattern: /<[\w.:-]{0,40}?(?:password|token|secret|key)>(?<secret>[^\s<>]{8,8192})(?=<\/)/gi,
    accept: (it) => looksRandom(it, 8),
  },
  ...option({ id: 'password', name: 'password', revoke: CHANGE, ends: 'pass(?:word|wd|phrase)?', atLeast: 8 }),
  ...option({
    id: 'token',
    name: 'token',
    revoke: ISSUER,
    ends: 'token|secret|(?:api|access)[_-]?key|pat|bearer',
    atLeast: 16,
  }),
]

interface Option extends Pick<SecretKind, 'id' | 'name' | 'revoke'> {
  /** How its name ends, as a pattern. */
  readonly ends: string
  /** Shorter values are no credentials. */
  readonly atLeast: number
}

/** The value of an option of a command line (`--api-key x`), also as a list in JSON, on its line or on the next. */
function option({ ends, atLeast, ...rest }: Option): SecretKind[] {
  const name = String.raw`--[\w-]{0,40}?(?:${ends})`
  const value = String.raw`(?<secret>[^\s"'\`,;<>(){}[\]\\|]{${atLeast},8192})`
  const row = (gap: string, more: Pick<SecretKind, 'accept' | 'spansLines'>): SecretKind => {
    return { ...rest, ...more, nature: 'live', shape: name, pattern: new RegExp(name + gap + value, 'gi') }
  }
  // A path is where the value stands, not the value.
  const accept = (it: string) => looksRandom(it, atLeast) && !/^(?:[.~]{0,2}\/|[a-z]:)/i.test(it)
  const hasKind = (it: string) => [...SERVICE_TOKENS, ...CLOUD_TOKENS].some(({ pattern }) => it.search(pattern) !== -1)
  return [
    row(String.raw`(?:["'][ \t]{0,4},[ \t]{0,4}["']|[ \t]{1,4}["']?)`, { accept }),
    // What spans lines is replaced first: a token that says whose it is keeps its own kind.
    row(String.raw`["'][ \t]{0,4},\s{1,40}["']`, { accept: (it) => accept(it) && !hasKind(it), spansLines: true }),
  ]
}
