/** The environment of the process: the only file that reads `process.env`. One schema; every variable documented. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import { type Credentials, type OAuthSettings, readCredentials, readOAuth } from './credentials.ts'
import { shippedPack } from './shipped-pack.ts'
import { siteUrl } from './site-url.ts'

const optional = z.string().trim().min(1).optional()

const flag = z.enum(['true', 'false']).default('false')

/** A host by name, `*` for a part of one label; never an address, never everything. */
const HOST_RULE = /^(?!\d+(?:\.\d+)*$)(?:[a-z0-9-]*\*?[a-z0-9-]*\.)*[a-z0-9-]+\.[a-z][a-z0-9-]+$/

const hostRules = z
  .string()
  .toLowerCase()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((rules) => rules.every((rule) => HOST_RULE.test(rule)), {
    error: 'wants host names, e.g. files.example.com; a `*` may stand for a part before the last two',
  })

const schema = z.object({
  APP_ID: z.coerce.number().int().positive().optional().describe('Id of the GitHub App.'),
  PRIVATE_KEY: optional.describe('Private key of the App (PEM); `\\n` may stand for line ends.'),
  PRIVATE_KEY_PATH: optional.describe('Path of the private key, instead of PRIVATE_KEY.'),
  WEBHOOK_SECRET: optional.describe(
    'Secret that GitHub signs deliveries with. Required. While it is replaced: the new and the old one, a space between.',
  ),
  WEBHOOK_PATH: z.string().startsWith('/').default('/api/github/webhooks').describe('Path that GitHub posts to.'),
  HOST: z.string().min(1).default('localhost').describe('Address to listen on; 0.0.0.0 in a container.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  STORE_PATH: z.string().min(1).default('auth-triage.sqlite').describe('File of the embedded store.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'wants postgres://user:password@host:port/database' })
    .optional()
    .describe(
      'PostgreSQL 15 or later instead of the embedded store; its tables live in the schema `auth_triage`: `postgres://user:password@host:port/database?sslmode=…`. A password may stand in `PGPASSWORD` instead, where nothing in it needs escaping.',
    ),
  SIGNATURES_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the signature pack; the one that comes with the bot unless told.'),
  GITHUB_API_URL: siteUrl
    .prefault('https://api.github.com')
    .describe('REST API; https://HOST/api/v3 for GitHub Enterprise Server.'),
  ATTACHMENT_HOSTS: hostRules
    .default([])
    .describe("Hosts that attached files may be read from besides GitHub's own, separated by blanks or commas."),
  WRITE_GAP_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1000)
    .describe('Least time between two writes of one installation, in milliseconds. GitHub asks for a second.'),
  PAGES: z
    .enum(['public', 'signed-in', 'off'])
    .default('public')
    .describe(
      'Who sees pages, HTTP API and tools about repositories: of public ones everybody, or only who is signed in (or sends a token) and may read them. `off` serves none at all, only webhooks.',
    ),
  GITHUB_CLIENT_ID: optional.describe('Client id of the App, for signing in to the pages.'),
  GITHUB_CLIENT_SECRET: optional.describe('Client secret of the App; without both nobody can sign in.'),
  PUBLIC_URL: siteUrl
    .optional()
    .describe(
      'URL under which people reach the pages, e.g. https://triage.example.com. Assistants reach /mcp under it; unset, only from the same machine.',
    ),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies of yours stand before the bot, whose X-Forwarded-For tells who asks.'),
  GITHUB_TOKEN: optional.describe('Personal token for the commands that read issues of GitHub; public ones need none.'),
  XDG_CACHE_HOME: optional.describe('Folder under which answers of GitHub are kept; ~/.cache unless told.'),
  SWEEP_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(5)
    .describe('How often GitHub is asked for deliveries that failed; 0 never asks.'),
  REACTION_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(60)
    .describe("How often the bot's comments are looked at for 👎, 😕 and being hidden; 0 never looks."),
  BACKLOG_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(10_000)
    .describe('How many deliveries may wait before /readyz says no.'),
  BACKFILL_LIMIT: z.coerce
    .number()
    .int()
    .min(0)
    .default(50_000)
    .describe('How many older issues of a repository are read when the App is installed there; 0 reads none.'),
  METRICS_TOKEN: optional.describe('Who sends it as bearer token sees /metrics; unset, nobody does.'),
  STOPPED: flag.describe('`true` lets the bot decide and record, and write nothing to GitHub.'),
  REPOSITORIES_MAY_LOOSEN: flag.describe(
    '`true` lets repositories lower thresholds, and takes their own signatures for as good as those of the pack.',
  ),
  NODE_ENV: optional.describe('`production` refuses to open the setup page.'),
})

/** The variables as JSON schema, for the reference page. */
export function environmentJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}

/** Settings of the process, read and checked. */
export interface ProcessSettings {
  /** Null when the App is not registered yet. */
  readonly credentials: Credentials | null
  /** The first is the one to stay; none when the App is not registered yet. */
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
  /** Besides GitHub's own. */
  readonly attachmentHosts: readonly string[]
  readonly writeGapMs: number
  /** Nothing is written to GitHub. */
  readonly isStopped: boolean
  /** Whether what a repository asks for may make the bot less careful. */
  readonly repositoriesMayLoosen: boolean
  /** Who may see what is told of public repositories; `off` where nothing but webhooks is served. */
  readonly pages: 'public' | 'signed-in' | 'off'
  /** Under which people reach the pages; null where that is not known. */
  readonly publicUrl: string | null
  readonly trustedProxies: number
  /** Null where nobody can sign in. */
  readonly oauth: OAuthSettings | null
  /** Milliseconds between two looks for failed deliveries; 0 never looks. */
  readonly sweepEveryMs: number
  /** Milliseconds between two looks for signs on comments; 0 never looks. */
  readonly reactionsEveryMs: number
  /** How many deliveries may wait while the bot still calls itself ready. */
  readonly backlogLimit: number
  /** Most older issues of a repository that are read when the App is installed there; 0 reads none. */
  readonly backfillLimit: number
  readonly metricsToken: string | null
  readonly production: boolean
}

/**
 * Reads `.env` (if there is one) and the environment; what the environment says wins.
 * @throws TriageError('environment-invalid') naming each variable that is wrong
 */
export function readProcessSettings(env: NodeJS.ProcessEnv = loadedEnvironment()): ProcessSettings {
  const it = check(env)
  return {
    credentials: readCredentials(it),
    webhookSecrets: it.WEBHOOK_SECRET?.split(/\s+/) ?? [],
    webhookPath: it.WEBHOOK_PATH,
    host: it.HOST,
    port: it.PORT,
    logLevel: it.LOG_LEVEL,
    storePath: it.STORE_PATH,
    databaseUrl: it.DATABASE_URL ?? null,
    packFolder: it.SIGNATURES_PATH ?? shippedPack(),
    apiUrl: it.GITHUB_API_URL,
    attachmentHosts: it.ATTACHMENT_HOSTS,
    writeGapMs: it.WRITE_GAP_MS,
    isStopped: it.STOPPED === 'true',
    repositoriesMayLoosen: it.REPOSITORIES_MAY_LOOSEN === 'true',
    pages: it.PAGES,
    publicUrl: it.PUBLIC_URL ?? null,
    trustedProxies: it.TRUSTED_PROXIES,
    oauth: readOAuth(it),
    sweepEveryMs: it.SWEEP_MINUTES * 60_000,
    reactionsEveryMs: it.REACTION_MINUTES * 60_000,
    backlogLimit: it.BACKLOG_LIMIT,
    backfillLimit: it.BACKFILL_LIMIT,
    metricsToken: it.METRICS_TOKEN ?? null,
    production: it.NODE_ENV === 'production',
  }
}

/** What the commands that read issues of GitHub work with. */
export interface ReadingAccess {
  /** Personal token; null reads what is public. */
  readonly token: string | null
  readonly apiUrl: string
  /** Where answers of GitHub are kept. */
  readonly cacheFolder: string
}

/** @throws TriageError('environment-invalid') naming each variable that is wrong */
export function readReadingAccess(env: NodeJS.ProcessEnv = loadedEnvironment()): ReadingAccess {
  const { GITHUB_TOKEN, GITHUB_API_URL, XDG_CACHE_HOME = join(homedir(), '.cache') } = check(env)
  return {
    token: GITHUB_TOKEN ?? null,
    apiUrl: GITHUB_API_URL,
    cacheFolder: join(XDG_CACHE_HOME, 'auth-triage'),
  }
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
    // No `.env`: the environment alone counts.
  }
  return processEnvironment()
}

/** The environment as the process was given it, without a `.env`. */
export function processEnvironment(): NodeJS.ProcessEnv {
  return process.env
}

/**
 * `PORT=` in a file means "not set", not "the empty text". Quotes around a value belong to the file, where the setup page
 * writes them around the key: Node and Compose take them off, `docker run --env-file` does not.
 */
function givenVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const values = Object.entries(env).map(([name, value]) => [name, value?.replace(/^(["'])(.*)\1$/s, '$2')] as const)
  return Object.fromEntries(values.filter(([, value]) => value?.trim() !== ''))
}

function invalid(error: z.ZodError): TriageError {
  const lines = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return new TriageError('environment-invalid', `The environment has wrong values:\n${lines.join('\n')}`, {
    hint: 'Correct them in the environment or in `.env`; docs/configuration.md lists all variables.',
  })
}
