/** The doctor's rules about the process's own settings. Pure functions that return findings, each with its fix. */
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { type ExaminationResult, fine, look, mend } from './self-examination.ts'

/** 16 characters from a random generator cannot be guessed; GitHub recommends a random string. */
const MIN_SECRET = 16

const RANDOM = 'Create one with `openssl rand -hex 32`, and enter it here and in the App settings.'

export function examineSecrets(secrets: readonly string[]): ExaminationResult {
  const check = 'webhook secret'
  if (secrets.length === 0) {
    return mend(check, 'WEBHOOK_SECRET is not set here', 'Set it to the secret in the App settings.')
  }
  const shortest = Math.min(...secrets.map(({ length }) => length))
  if (shortest >= MIN_SECRET) return fine(check, `${secrets.length} set here`)
  const length = `${shortest} character${shortest === 1 ? '' : 's'}`
  return mend(check, `a secret has only ${length}, so deliveries can be forged by guessing it`, RANDOM)
}

export function examineSignIn({ oauthMissing }: Pick<ProcessSettings, 'oauthMissing'>): readonly ExaminationResult[] {
  if (oauthMissing === null) return []
  const fix = `Set ${oauthMissing} too (App settings, "Client secrets"), or remove the other one.`
  return [mend('sign-in', `nobody can sign in to the pages: ${oauthMissing} is not set`, fix)]
}

/** Checks the usual mistakes in GITHUB_API_URL: the website instead of the API, or a server without its path. */
export function examineApiUrl(apiUrl: string): ExaminationResult {
  const { hostname, pathname } = new URL(apiUrl)
  const check = 'API URL'
  if (/^(?:www\.)?github\.com$/.test(hostname)) {
    return mend(check, `${apiUrl} is GitHub's website`, 'Remove GITHUB_API_URL, or set it to https://api.github.com.')
  }
  const isHosted = hostname === 'api.github.com' || hostname.endsWith('.ghe.com')
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1'
  if (isHosted || isLocal || pathname === '/api/v3') return fine(check, apiUrl)
  return look(check, `${apiUrl} has no /api/v3`, 'On GitHub Enterprise Server it is https://HOST/api/v3.')
}

const MEGABYTE = 1024 * 1024
const LOW_BYTES = 500 * MEGABYTE
const FULL_BYTES = 50 * MEGABYTE

/** @param free bytes that this user can still write where the store is */
export function examineDisk(free: number, path: string): ExaminationResult {
  const says = `${Math.floor(free / MEGABYTE)} MB free for ${path}`
  const fix = 'Free some space, or move the store with STORE_PATH; a full disk loses no delivery, but stops the bot.'
  if (free >= LOW_BYTES) return fine('disk', says)
  return free >= FULL_BYTES ? look('disk', says, fix) : mend('disk', says, fix)
}
