/** The settings of the process, from its environment. */

import type { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import { cacheFolder } from './cache-folder.ts'
import { type Credentials, missingForSignIn, type OAuthSettings, readCredentials, readOAuth } from './credentials.ts'
import { type EnvironmentVariables, environmentSchema } from './environment-variables.ts'
import { processEnvironment } from './process-environment.ts'
import { shippedPack } from './shipped-pack.ts'

/** Validated process settings. */
export interface ProcessSettings {
  /** Null when the App is not registered yet. */
  readonly credentials: Credentials | null
  /** The current secret first, then the secrets being replaced; empty when the App is not registered yet. */
  readonly webhookSecrets: readonly string[]
  readonly webhookPath: string
  readonly host: string
  readonly port: number
  readonly logLevel: string
  readonly storePath: string
  /** `postgres://…`; null when the embedded store is used. */
  readonly databaseUrl: string | null
  readonly packFolder: string
  readonly apiUrl: string
  /** Channel of a webhook relay; null if there is none, or in production. */
  readonly webhookProxy: string | null
  /** In addition to GitHub's own hosts. */
  readonly attachmentHosts: readonly string[]
  readonly writeGapMs: number
  /** True if nothing may be written to GitHub. */
  readonly isStopped: boolean
  /** Whether a repository's settings may make the bot less careful. */
  readonly repositoriesMayLoosen: boolean
  /** Access to the pages for public repositories; `off` serves webhooks only. */
  readonly pages: 'public' | 'signed-in' | 'off'
  /** Public URL of the pages; null when it is not set. */
  readonly publicUrl: string | null
  readonly trustedProxies: number
  /** Null when sign-in is not configured. */
  readonly oauth: OAuthSettings | null
  /** The variable that is missing for signing in while the other is set; null if both or none are set. */
  readonly oauthMissing: ReturnType<typeof missingForSignIn>
  /** Milliseconds between checks for failed deliveries; 0 turns the checks off. */
  readonly sweepEveryMs: number
  /** Milliseconds between checks for reactions and hidden comments; 0 turns the checks off. */
  readonly reactionsEveryMs: number
  /** Milliseconds between checks for threads whose ends are due to be read; 0 turns the checks off. */
  readonly outcomesEveryMs: number
  /** Milliseconds between checks for what is due once a week; 0 turns it off. */
  readonly weeklyEveryMs: number
  /** Key for the secrets of alarm webhooks; null if none are sent. */
  readonly alarmWebhookKey: string | null
  /** Number of waiting deliveries at which the bot starts to report that it is not ready. */
  readonly backlogLimit: number
  /** Maximum number of older issues to read from a repository when the App is installed there; 0 reads none. */
  readonly backfillLimit: number
  readonly metricsToken: string | null
  readonly production: boolean
}

/**
 * Reads `.env` (if it exists) and the environment; the environment takes precedence.
 * @throws TriageError('environment-invalid') listing each invalid variable
 */
export function readProcessSettings(env: NodeJS.ProcessEnv = loadedEnvironment()): ProcessSettings {
  const variables = check(env)
  return {
    credentials: readCredentials(variables),
    webhookSecrets: variables.WEBHOOK_SECRET?.split(/\s+/) ?? [],
    webhookPath: variables.WEBHOOK_PATH,
    host: variables.HOST,
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    storePath: variables.STORE_PATH,
    databaseUrl: variables.DATABASE_URL ?? null,
    packFolder: variables.SIGNATURES_PATH ?? shippedPack(),
    apiUrl: apiUrlOf(variables),
    webhookProxy: variables.NODE_ENV === 'production' ? null : (variables.WEBHOOK_PROXY_URL ?? null),
    attachmentHosts: variables.ATTACHMENT_HOSTS,
    writeGapMs: variables.WRITE_GAP_MS,
    isStopped: variables.STOPPED === 'true',
    repositoriesMayLoosen: variables.REPOSITORIES_MAY_LOOSEN === 'true',
    pages: variables.PAGES,
    publicUrl: variables.PUBLIC_URL ?? null,
    trustedProxies: variables.TRUSTED_PROXIES,
    oauth: readOAuth(variables),
    oauthMissing: missingForSignIn(variables),
    sweepEveryMs: variables.SWEEP_MINUTES * 60_000,
    reactionsEveryMs: variables.REACTION_MINUTES * 60_000,
    outcomesEveryMs: variables.OUTCOME_MINUTES * 60_000,
    weeklyEveryMs: variables.WEEKLY_MINUTES * 60_000,
    alarmWebhookKey: variables.ALARM_WEBHOOK_KEY ?? null,
    backlogLimit: variables.BACKLOG_LIMIT,
    backfillLimit: variables.BACKFILL_LIMIT,
    metricsToken: variables.METRICS_TOKEN ?? null,
    production: variables.NODE_ENV === 'production',
  }
}

/** Access to GitHub for the commands that read issues. */
export interface ReadingAccess {
  /** Personal access token; null reads public repositories only. */
  readonly token: string | null
  readonly apiUrl: string
  /** Folder for the cache of GitHub responses. */
  readonly cacheFolder: string
}

/** @throws TriageError('environment-invalid') listing each invalid variable */
export function readReadingAccess(env: NodeJS.ProcessEnv = loadedEnvironment()): ReadingAccess {
  const variables = check(env)
  const { GITHUB_TOKEN, XDG_CACHE_HOME } = variables
  return {
    token: GITHUB_TOKEN ?? null,
    apiUrl: apiUrlOf(variables),
    cacheFolder: cacheFolder({ XDG_CACHE_HOME }),
  }
}

function apiUrlOf({ GITHUB_API_URL: url, GHE_HOST: host, GHE_PROTOCOL: protocol }: EnvironmentVariables): string {
  return url ?? (host === undefined ? 'https://api.github.com' : `${protocol}://${host}/api/v3`)
}

function check(env: NodeJS.ProcessEnv): EnvironmentVariables {
  const checked = environmentSchema.safeParse(givenVariables(env))
  if (checked.success) return checked.data
  throw invalid(checked.error)
}

function loadedEnvironment(): NodeJS.ProcessEnv {
  try {
    process.loadEnvFile()
  } catch {
    // There is no `.env`: use the environment alone.
  }
  return processEnvironment()
}

/** Makes values that were just written to `.env` valid for this process, too. */
export function addToEnvironment(values: Readonly<Record<string, string>>): void {
  Object.assign(processEnvironment(), values)
}

/**
 * Drops empty values and strips quotes. `PORT=` in a file means "not set", not "empty". Quotes around a value are part
 * of the file syntax; the setup page writes them around the key. Node and Compose strip them, but `docker run
 * --env-file` does not.
 */
function givenVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const values = Object.entries(env).map(([name, value]) => [name, value?.replace(/^(["'])(.*)\1$/s, '$2')] as const)
  return Object.fromEntries(values.filter(([, value]) => value?.trim() !== ''))
}

function invalid(error: z.ZodError): TriageError {
  const lines = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return new TriageError('environment-invalid', `The environment has invalid values:\n${lines.join('\n')}`, {
    hint: 'Correct them in the environment or in `.env`; docs/configuration.md lists all variables.',
  })
}
