/** Reads the App's credentials and the pages' OAuth settings from the environment. */

import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { TriageError } from '../../core/errors.ts'
import type { EnvironmentVariables } from './environment-variables.ts'

/** Credentials with which the App authenticates to GitHub. */
export interface Credentials {
  readonly appId: number
  readonly privateKey: string
}

/** OAuth client for signing in to the pages. */
export interface OAuthSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** URL that GitHub redirects back to; null uses the App's first callback URL. */
  readonly callbackUrl: string | null
}

/** The environment variables that this module reads. */
type Variables = Pick<
  EnvironmentVariables,
  'APP_ID' | 'PRIVATE_KEY' | 'PRIVATE_KEY_PATH' | 'GITHUB_CLIENT_ID' | 'GITHUB_CLIENT_SECRET' | 'PUBLIC_URL'
>

/** Returns null when sign-in is not configured. */
export function readOAuth(variables: Variables): OAuthSettings | null {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = variables
  if (clientId === undefined || clientSecret === undefined) return null
  return {
    clientId,
    clientSecret,
    callbackUrl: publicUrl === undefined ? null : `${publicUrl}/login/callback`,
  }
}

/** Returns the variable that is missing for signing in while the other is set; null if both or none are set. */
export function missingForSignIn({
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
}: Variables): 'GITHUB_CLIENT_ID' | 'GITHUB_CLIENT_SECRET' | null {
  if ((clientId === undefined) === (clientSecret === undefined)) return null
  return clientId === undefined ? 'GITHUB_CLIENT_ID' : 'GITHUB_CLIENT_SECRET'
}

/**
 * Returns null when the App is not registered yet.
 * @throws TriageError('environment-invalid') when only half of the registration is set, which is a mistake and not a
 *   reason to register again; also when the private key cannot be read or is not in PEM format
 */
export function readCredentials(variables: Variables): Credentials | null {
  const privateKey = variables.PRIVATE_KEY?.replaceAll('\\n', '\n') ?? readKey(variables.PRIVATE_KEY_PATH)
  if (variables.APP_ID === undefined && privateKey === null) return null
  if (variables.APP_ID === undefined) throw halfRegistered('A private key is set, but APP_ID is not set.')
  if (privateKey === null) throw halfRegistered('APP_ID is set, but neither PRIVATE_KEY nor PRIVATE_KEY_PATH is.')
  checkKey(privateKey)
  return { appId: variables.APP_ID, privateKey }
}

function halfRegistered(message: string): TriageError {
  return new TriageError('environment-invalid', message, {
    hint: 'Set both, or set neither to register the App (docs/deploy.md).',
  })
}

/**
 * Fails at startup. If an invalid key were noticed only at the first delivery, the first reports would go unanswered.
 */
function checkKey(privateKey: string): void {
  let kindOfKey: string | undefined
  try {
    kindOfKey = createPrivateKey(privateKey).asymmetricKeyType
  } catch (cause) {
    throw new TriageError('environment-invalid', 'The private key is not in PEM format.', {
      hint: 'Use the .pem file from GitHub as is ("Generate a private key"). PRIVATE_KEY may use `\\n` for newlines.',
      cause,
    })
  }
  if (kindOfKey === 'rsa') return
  throw new TriageError(
    'environment-invalid',
    `The private key is of the kind ${kindOfKey}; GitHub Apps have RSA keys.`,
    {
      hint: 'Use the .pem file that "Generate a private key" in the App settings downloads, not a key of your own.',
    },
  )
}

function readKey(path: string | undefined): string | null {
  if (path === undefined) return null
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TriageError('environment-invalid', `Cannot read ${resolve(path)}, the file set in PRIVATE_KEY_PATH.`, {
      hint: 'Check the path, and that this user has permission to read the file.',
      cause,
    })
  }
}
