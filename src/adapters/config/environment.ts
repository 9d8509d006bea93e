/** The process environment, validated. One schema documents every variable. */
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import { cacheFolder } from './cache-folder.ts'
import { type Credentials, missingForSignIn, type OAuthSettings, readCredentials, readOAuth } from './credentials.ts'
import { processEnvironment } from './process-environment.ts'
import { shippedPack } from './shipped-pack.ts'
import { siteUrl } from './site-url.ts'

const optional = z.string().trim().min(1).optional()

const flag = z.enum(['true', 'false']).default('false')

/** A host name; `*` matches part of one label. A rule can be neither an IP address nor a pattern for every host. */
const HOST_RULE = /^(?!\d+(?:\.\d+)*$)(?:[a-z0-9-]*\*?[a-z0-9-]*\.)*[a-z0-9-]+\.[a-z][a-z0-9-]+$/

const hostRules = z
  .string()
  .toLowerCase()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((rules) => rules.every((rule) => HOST_RULE.test(rule)), {
    error: 'expected host names, e.g. files.example.com; `*` is allowed in front of the last two labels',
  })

const schema = z.object({
  APP_ID: z.coerce
    .number({ error: 'expected the number that the App settings call "App ID", not the client ID' })
    .int()
    .positive()
    .optional()
    .describe('ID of the GitHub App.'),
  PRIVATE_KEY: optional.describe('Private key of the App (PEM); `\\n` may replace line breaks.'),
  PRIVATE_KEY_PATH: optional.describe('Path of the private key file; an alternative to PRIVATE_KEY.'),
  WEBHOOK_SECRET: optional.describe(
    'Secret that GitHub signs deliveries with. Required. To rotate it, set the new and the old secret, separated by a space.',
  ),
  WEBHOOK_PATH: z.string().startsWith('/').default('/api/github/webhooks').describe('Path that GitHub posts to.'),
  HOST: z
    .string()
    .min(1)
    .default('localhost')
    .describe('Host name or IP address to listen on; 0.0.0.0 in a container.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port to listen on; 0 picks a free one.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Log level.'),
  STORE_PATH: z.string().min(1).default('auth-triage.sqlite').describe('Path of the embedded SQLite store.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
    .optional()
    .describe(
      'Uses PostgreSQL 15 or later instead of the embedded store: `postgres://user:password@host:port/database?sslmode=…`. The tables are in the schema `auth_triage`. Put the password in `PGPASSWORD` instead if you do not want to escape it.',
    ),
  SIGNATURES_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the signature pack. Default: the pack that ships with the bot.'),
  GITHUB_API_URL: siteUrl
    .optional()
    .describe(
      'REST API; https://HOST/api/v3 for GitHub Enterprise Server. Default: from GHE_HOST, or https://api.github.com.',
    ),
  GHE_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(?::\d+)?$/i, 'write the host name without https://')
    .optional()
    .describe('Host name of a GitHub Enterprise Server, as Probot reads it; an alternative to GITHUB_API_URL.'),
  GHE_PROTOCOL: z.enum(['https', 'http']).default('https').describe('Protocol of GHE_HOST.'),
  WEBHOOK_PROXY_URL: siteUrl
    .optional()
    .describe(
      'Channel of a webhook relay such as https://smee.io/abc, for development: `serve` forwards its webhooks. Needs the package `smee-client`; ignored with NODE_ENV=production.',
    ),
  ATTACHMENT_HOSTS: hostRules
    .default([])
    .describe("Hosts to read attachments from, in addition to GitHub's own. Separated by spaces or commas."),
  WRITE_GAP_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1000)
    .describe('Minimum time between two writes by one installation, in milliseconds. GitHub recommends 1 second.'),
  PAGES: z
    .enum(['public', 'signed-in', 'off'])
    .default('public')
    .describe(
      'Access to the pages, the HTTP API and the tools. `public`: anyone sees public repositories. `signed-in`: only people who are signed in (or send a token) and can read the repository. `off`: serves webhooks only.',
    ),
  GITHUB_CLIENT_ID: optional.describe('Client ID of the App, for signing in to the pages.'),
  GITHUB_CLIENT_SECRET: optional.describe(
    'Client secret of the App. Signing in needs both the client ID and the secret.',
  ),
  PUBLIC_URL: siteUrl
    .optional()
    .describe(
      'Public URL of the pages, e.g. https://triage.example.com. Assistants reach /mcp at this URL. If it is unset, they reach /mcp from the same machine only.',
    ),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe(
      'Number of your own proxies in front of the bot. Client IP addresses come from their X-Forwarded-For header.',
    ),
  GITHUB_TOKEN: optional.describe(
    'Personal access token for the commands that read issues from GitHub; public issues need none.',
  ),
  XDG_CACHE_HOME: optional.describe(
    'Parent folder of the caches for GitHub responses and, in a checkout, for the compiled signatures. Default: ~/.cache.',
  ),
  SWEEP_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(5)
    .describe('Minutes between checks for failed deliveries on GitHub; 0 turns the checks off.'),
  REACTION_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(60)
    .describe("Minutes between checks for 👎, 😕 and hiding on the bot's comments; 0 turns the checks off."),
  OUTCOME_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(360)
    .describe(
      'Minutes between checks for threads whose ends are due to be read; 0 reads a thread only when it closes.',
    ),
  WEEKLY_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(60)
    .describe(
      'Minutes between checks for repositories whose weekly drafts of signatures and digest are due; 0 turns both off.',
    ),
  ALARM_WEBHOOK_KEY: z
    .string()
    .trim()
    .min(32)
    .optional()
    .describe(
      'Key of at least 32 characters, from which the secret of each repository for signed alarm webhooks is derived; `auth-triage alarms owner/repo --secret` prints one. If unset, no alarm webhook is sent.',
    ),
  BACKLOG_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(10_000)
    .describe('Number of waiting deliveries at which /readyz starts to return 503.'),
  BACKFILL_LIMIT: z.coerce
    .number()
    .int()
    .min(0)
    .default(50_000)
    .describe(
      'Maximum number of older issues to read from a repository when the App is installed there; 0 reads none.',
    ),
  METRICS_TOKEN: optional.describe('Bearer token for /metrics. If unset, /metrics is off.'),
  STOPPED: flag.describe('`true` stops writing to GitHub. The bot keeps diagnosing and recording.'),
  REPOSITORIES_MAY_LOOSEN: flag.describe(
    '`true` lets repositories lower thresholds and gives repository signatures the same rights as pack signatures.',
  ),
  NODE_ENV: optional.describe('`production` disables the setup page.'),
})

/** JSON schema of the variables, for the reference page. */
export function environmentJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}

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

function apiUrlOf({ GITHUB_API_URL: url, GHE_HOST: host, GHE_PROTOCOL: protocol }: z.infer<typeof schema>): string {
  return url ?? (host === undefined ? 'https://api.github.com' : `${protocol}://${host}/api/v3`)
}

function check(env: NodeJS.ProcessEnv): z.infer<typeof schema> {
  const checked = schema.safeParse(givenVariables(env))
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
