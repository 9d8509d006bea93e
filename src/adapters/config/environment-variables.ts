/** The environment variables: one schema validates and documents every one. */
import { z } from 'zod'
import { siteUrl } from './site-url.ts'

const optional = z.string().trim().min(1).optional()

/** Minutes between two checks; 0 turns the checks off. */
const minutes = (preset: number) => z.coerce.number().min(0).max(1440).default(preset)

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

/** The variables, with the text of their reference. */
export const environmentSchema = z.object({
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
  SWEEP_MINUTES: minutes(5).describe('Minutes between checks for failed deliveries on GitHub; 0 turns the checks off.'),
  REACTION_MINUTES: minutes(60).describe(
    "Minutes between checks for 👎, 😕 and hiding on the bot's comments; 0 turns the checks off.",
  ),
  OUTCOME_MINUTES: minutes(360).describe(
    'Minutes between checks for threads whose ends are due to be read; 0 reads a thread only when it closes.',
  ),
  WEEKLY_MINUTES: minutes(60).describe(
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
  return z.toJSONSchema(environmentSchema, { io: 'input', unrepresentable: 'any' })
}

export type EnvironmentVariables = z.infer<typeof environmentSchema>
