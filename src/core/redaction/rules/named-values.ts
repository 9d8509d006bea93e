/** Values that are recognised only by their name, most specific name first. */

import { named, type RedactionRule } from '../rule.ts'
import { isLongAndRandom, looksLikePassword, looksRandom } from '../value-shapes.ts'

const REVOKE = 'revoke it where it was issued'
const CHANGE = 'change it wherever it is used'

export const AWS_VALUES: readonly RedactionRule[] = [
  ...named({
    id: 'aws-secret-access-key',
    name: 'AWS secret access key',
    names: ['secret_access_key'],
    revoke: 'deactivate its access key at https://console.aws.amazon.com/iam/home#/security_credentials',
  }),
  ...named({
    id: 'aws-session-token',
    name: 'AWS session token',
    names: ['aws_session_token', 'amz_security_token'],
    revoke: "revoke its role's sessions in the IAM console",
  }),
  ...named({
    id: 'signed-url',
    name: 'signed URL signature',
    accept: isLongAndRandom,
    acceptLoose: isLongAndRandom,
    names: ['amz_signature', 'amz_credential', 'goog_signature'],
    revoke: 'it expires on its own; if that is a long way off, deactivate the key that signed it',
  }),
]

export const NAMED_VALUES: readonly RedactionRule[] = [
  ...named({
    id: 'api-key',
    name: 'API key',
    revoke: REVOKE,
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
    id: 'signing-secret',
    name: 'signing secret',
    names: ['signing_secret', 'webhook_secret'],
    revoke: CHANGE,
  }),
  ...named({
    id: 'password',
    name: 'password',
    revoke: CHANGE,
    names: ['password', 'passwd', 'passphrase'],
    alone: ['pwd'],
    accept: looksLikePassword,
    acceptLoose: (it) => looksRandom(it, 8),
  }),
  ...named({
    id: 'token',
    name: 'token',
    names: [],
    alone: ['token', 'secret'],
    revoke: REVOKE,
    accept: looksRandom,
    acceptLoose: isLongAndRandom,
  }),
]
