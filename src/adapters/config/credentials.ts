/** What the App signs in with, and what people sign in to its pages through, out of the environment. */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { TriageError } from '../../core/errors.ts'

/** What the App signs in with. */
export interface Credentials {
  readonly appId: number
  readonly privateKey: string
}

/** What people sign in to the pages through. */
export interface OAuthSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** Where GitHub sends people back to; null leaves it to the App's first callback URL. */
  readonly callbackUrl: string | null
}

/** The variables that are read here. */
interface Variables {
  readonly APP_ID?: number | undefined
  readonly PRIVATE_KEY?: string | undefined
  readonly PRIVATE_KEY_PATH?: string | undefined
  readonly GITHUB_CLIENT_ID?: string | undefined
  readonly GITHUB_CLIENT_SECRET?: string | undefined
  readonly PUBLIC_URL?: string | undefined
}

/** Null where nobody can sign in. */
export function readOAuth(it: Variables): OAuthSettings | null {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, PUBLIC_URL: address } = it
  if (clientId === undefined || clientSecret === undefined) return null
  return {
    clientId,
    clientSecret,
    callbackUrl: address === undefined ? null : `${address}/login/callback`,
  }
}

/** Null when the App is not registered yet. Half a registration is a mistake, and no reason to register anew. */
export function readCredentials(it: Variables): Credentials | null {
  const privateKey = it.PRIVATE_KEY?.replaceAll('\\n', '\n') ?? readKey(it.PRIVATE_KEY_PATH)
  if (it.APP_ID === undefined && privateKey === null) return null
  if (it.APP_ID === undefined) throw halfRegistered('There is a private key, but APP_ID is not set.')
  if (privateKey === null) throw halfRegistered('APP_ID is set, but neither PRIVATE_KEY nor PRIVATE_KEY_PATH is.')
  checkKey(privateKey)
  return { appId: it.APP_ID, privateKey }
}

function halfRegistered(message: string): TriageError {
  return new TriageError('environment-invalid', message, {
    hint: 'Set both, or none to register the App (docs/deploy.md).',
  })
}

/** Noticed here it costs a minute; noticed at the first delivery, the first reports go unanswered. */
function checkKey(privateKey: string): void {
  try {
    createPrivateKey(privateKey)
  } catch (cause) {
    throw new TriageError('environment-invalid', 'The private key is not one in PEM form.', {
      hint: 'Give the .pem file of the App ("Generate a private key") as it is; in PRIVATE_KEY, `\\n` may stand for its line ends.',
      cause,
    })
  }
}

function readKey(path: string | undefined): string | null {
  if (path === undefined) return null
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TriageError('environment-invalid', `PRIVATE_KEY_PATH names ${resolve(path)}, which cannot be read.`, {
      hint: 'Check the path and that this user may read the file.',
      cause,
    })
  }
}
