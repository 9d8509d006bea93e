import { expect, test } from 'vitest'
import { natureOf } from '../../../src/core/redaction/credential-names.ts'

test.each([
  ...['apiToken', 'github_token', 'TOKEN1', 'accessTokenValue', 'GITHUB_PAT', 'x-auth-token', 'authtoken'],
  ...['ACME_CREDENTIALS', 'mySecretString', 'apikeys', 'u0022userToken'],
])('%s names a token', (name) => {
  expect(natureOf(name)).toBe('token')
})

test.each(['ACME_KEY', 'licenseKey', 'x-functions-key', 'API key', 'AZURE_KEY_OLD'])('%s names a key', (name) => {
  expect(natureOf(name)).toBe('key')
})

test.each(['SMTP_PASS', 'dbPassword', 'pwd', 'ROOT_PASSWD'])('%s names a password', (name) => {
  expect(natureOf(name)).toBe('password')
})

test.each([
  ...[
    'max_tokens',
    'nextPageToken',
    'token_type',
    'tokenEndpoint',
    'secretName',
    'secret-ref',
    'password_file',
    'password_encryption',
  ],
  ...['publicKey', 'primary_key', 'cache-key', 'key', 'keys', 'key_id', 'monkey', 'keyboard', 'the key', 'compass'],
  ...['tokenizer', 'secretary', 'path', 'pattern', 'PassThrough', 'CGIPassHeader', 'PublicKeyToken', ''],
])('%s names no credential', (name) => {
  expect(natureOf(name)).toBeNull()
})
