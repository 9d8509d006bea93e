/**
 * The doctor's rules: compare what GitHub reports about the App with what `app.yml` requires. Pure functions that take
 * facts and return findings, each with its fix.
 */
import type { AppFacts, PermissionLevels } from '../../adapters/github/app-facts.ts'
import type { DeliveryAttempt } from '../../adapters/github/hook-deliveries.ts'

export interface ExaminationResult {
  readonly check: string
  /** `mend` must be fixed, `look` may need a fix. */
  readonly level: 'fine' | 'look' | 'mend'
  readonly says: string
  /** How to fix it; null if nothing needs fixing. */
  readonly fix: string | null
}

/** Permissions and events that the App needs, named as in `app.yml`. */
export interface Needs {
  readonly default_permissions: PermissionLevels
  readonly default_events: readonly string[]
}

/**
 * GitHub refuses a token request dated more than a minute ahead of its own clock. A clock that is half a minute off will
 * soon be a minute off.
 */
const MAX_SKEW_MS = 30_000
const NOTICED_SKEW_MS = 10_000

export function fine(check: string, says: string): ExaminationResult {
  return { check, level: 'fine', says, fix: null }
}

export function mend(check: string, says: string, fix: string): ExaminationResult {
  return { check, level: 'mend', says, fix }
}

export function look(check: string, says: string, fix: string): ExaminationResult {
  return { check, level: 'look', says, fix }
}

/** How this process is set up to receive webhooks. */
export interface Receiving {
  readonly webhookPath: string
  readonly production: boolean
}

export function examineApp(facts: AppFacts, needs: Needs, receiving: Receiving): readonly ExaminationResult[] {
  return [
    fine('credentials', `signed in as ${facts.slug}`),
    examineClock(facts.clockAheadMs),
    examinePermissions(facts, needs),
    examineEvents(facts, needs),
    examineWebhook(facts, receiving),
    ...examineInstallations(facts, needs),
  ]
}

function examineClock(aheadMs: number | null): ExaminationResult {
  if (aheadMs === null) return look('clock', "GitHub's response has no date", 'Compare the clock by hand.')
  const says = `${Math.abs(Math.round(aheadMs / 1000))} s ${aheadMs < 0 ? 'behind' : 'ahead of'} GitHub's`
  if (Math.abs(aheadMs) < NOTICED_SKEW_MS) return fine('clock', says)
  const fix = "Synchronise this machine's clock (NTP); GitHub refuses tokens if the clock is off by a minute."
  return Math.abs(aheadMs) < MAX_SKEW_MS ? look('clock', says, fix) : mend('clock', says, fix)
}

/** Needed only where a repository's settings say `discussions: true`. */
const OPTIONAL = /^discussion(?:s|_comment)?\b/
const isRequired = (name: string) => !OPTIONAL.test(name)
const FOR_DISCUSSIONS = 'Add them if a repository wants its discussions answered: '

function examinePermissions({ permissions }: AppFacts, { default_permissions: needed }: Needs): ExaminationResult {
  const lacking = missingOf(permissions, needed)
  const missing = lacking.filter(isRequired)
  if (missing.length === 0 && lacking.length > 0) {
    const says = `the App requests all permissions that it needs for issues, but not ${lacking.join(', ')}`
    return look('permissions', says, `${FOR_DISCUSSIONS}App settings, "Permissions & events".`)
  }
  if (missing.length === 0) return fine('permissions', 'the App requests all permissions that it needs')
  return mend(
    'permissions',
    `the App does not request ${missing.join(', ')}`,
    'Add them: App settings, "Permissions & events".',
  )
}

function examineEvents({ events }: AppFacts, { default_events: needed }: Needs): ExaminationResult {
  const lacking = needed.filter((event) => !events.includes(event))
  const missing = lacking.filter(isRequired)
  if (missing.length === 0 && lacking.length > 0) {
    const says = `the App receives all events about issues, but not ${lacking.join(', ')}`
    return look('events', says, `${FOR_DISCUSSIONS}App settings, "Permissions & events".`)
  }
  if (missing.length === 0) return fine('events', 'the App receives all events that it needs')
  return mend(
    'events',
    `the App does not receive ${missing.join(', ')}`,
    'Subscribe to them: App settings, "Permissions & events".',
  )
}

function examineWebhook(
  { webhook: { url, hasSecret, contentType, isInsecure } }: AppFacts,
  { webhookPath, production }: Receiving,
): ExaminationResult {
  if (url === null) return mend('webhook', 'no URL is set', 'Set the webhook URL in the App settings.')
  if (!hasSecret)
    return mend('webhook', 'GitHub has no webhook secret', 'Enter the value of WEBHOOK_SECRET in the App settings.')
  if (contentType !== 'json')
    return mend('webhook', `the content type is ${contentType}`, 'Set it to application/json in the App settings.')
  if (isInsecure)
    return mend('webhook', 'GitHub does not check the certificate', 'Enable SSL verification in the App settings.')
  const { hostname, pathname } = new URL(url)
  const isRelayed = hostname === 'smee.io'
  if (isRelayed && production)
    return mend('webhook', `${url} is a public relay for development`, "Set the webhook URL to the bot's own host.")
  if (!isRelayed && pathname !== webhookPath)
    return mend(
      'webhook',
      `its path is ${pathname}, but the bot listens on ${webhookPath}`,
      'Correct the webhook URL in the App settings, or set WEBHOOK_PATH.',
    )
  if (url.startsWith('https://')) return fine('webhook', url)
  return look('webhook', `${url} is not encrypted`, 'Serve the bot behind HTTPS.')
}

function examineInstallations(
  { installations }: AppFacts,
  { default_permissions: needed }: Needs,
): readonly ExaminationResult[] {
  if (installations.length === 0) {
    return [look('installations', 'the App is not installed anywhere', 'Install it: App settings, "Install App".')]
  }
  return installations.map(({ account, suspended, permissions }) => {
    const check = `installation ${account}`
    if (suspended) return look(check, 'is suspended', 'Its owner can resume it: "Configure", "Unsuspend".')
    const missing = missingOf(permissions, needed).filter(isRequired)
    if (missing.length === 0) return fine(check, 'grants all permissions that are needed')
    return mend(check, `does not grant ${missing.join(', ')}`, 'Its owner has to accept the new permissions.')
  })
}

/** Checks that GitHub can reach the bot and that both have the same secret. */
export function examineDeliveries(attempts: readonly DeliveryAttempt[]): ExaminationResult {
  const check = 'deliveries'
  if (attempts.length === 0) return look(check, 'none in the last 24 hours', 'Open a test issue.')
  const failed = attempts.filter(({ statusCode }) => statusCode < 200 || statusCode > 299)
  const says = `${failed.length} of the last ${attempts.length} failed`
  if (failed.length === 0) return fine(check, says)
  const last = failed[0]?.statusCode ?? 0
  const finding = attempts[0] === failed[0] ? mend : look
  return finding(check, `${says}, the latest with ${last === 0 ? 'no response' : last}`, FIXES[last] ?? UNREACHED)
}

const UNREACHED = 'GitHub must be able to reach the webhook URL: check URL, firewall and proxy; then run `queue sweep`.'

const FIXES: Readonly<Record<number, string>> = {
  400: 'The secrets differ: set WEBHOOK_SECRET to the one in the App settings, then run `queue sweep`.',
  404: 'The path of the webhook URL differs from WEBHOOK_PATH.',
  503: 'The bot could not store them: check the store, then run `queue sweep`.',
}

const LEVELS = ['none', 'read', 'write', 'admin']

function missingOf(granted: PermissionLevels, needed: PermissionLevels): readonly string[] {
  const level = (name: string | undefined) => LEVELS.indexOf(name ?? 'none')
  return Object.entries(needed)
    .filter(([name, wanted]) => level(granted[name]) < level(wanted))
    .map(([name, wanted]) => `${name}: ${wanted}`)
}
