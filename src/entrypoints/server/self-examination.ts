/**
 * The doctor's parameters, pure: what GitHub says of the App, compared with what `app.yml` needs. In come facts; out go
 * findings, each with what to do. It asks nobody and changes nothing.
 */
import type { AppFacts, Granted } from '../../adapters/github/app-facts.ts'
import type { DeliveryAttempt } from '../../adapters/github/hook-deliveries.ts'

export interface ExaminationResult {
  readonly check: string
  /** `mend` must be put right, `look` may be. */
  readonly feedbackEvent: 'fine' | 'look' | 'mend'
  readonly says: string
  /** What to do; null when nothing is. */
  readonly fix: string | null
}

/** What the App needs, as `app.yml` names it. */
export interface Needs {
  readonly default_permissions: Granted
  readonly default_events: readonly string[]
}

/** GitHub refuses a token request that is dated more than a minute ahead of its own clock. */
const MAX_SKEW_MS = 60_000
const NOTICED_SKEW_MS = 20_000

export function fine(check: string, says: string): ExaminationResult {
  return { check, feedbackEvent: 'fine', says, fix: null }
}

export function mend(check: string, says: string, fix: string): ExaminationResult {
  return { check, feedbackEvent: 'mend', says, fix }
}

export function look(check: string, says: string, fix: string): ExaminationResult {
  return { check, feedbackEvent: 'look', says, fix }
}

export function examineApp(facts: AppFacts, needs: Needs): readonly ExaminationResult[] {
  return [
    fine('credentials', `signed in as ${facts.slug}`),
    examineClock(facts.clockAheadMs),
    examinePermissions(facts, needs),
    examineEvents(facts, needs),
    examineWebhook(facts),
    ...examineInstallations(facts, needs),
  ]
}

function examineClock(aheadMs: number | null): ExaminationResult {
  if (aheadMs === null) return look('clock', 'GitHub did not tell the time', 'Compare the clock by hand.')
  const says = `${Math.abs(Math.round(aheadMs / 1000))} s ${aheadMs < 0 ? 'behind' : 'ahead of'} GitHub's`
  if (Math.abs(aheadMs) < NOTICED_SKEW_MS) return fine('clock', says)
  const fix = 'Set the clock of this machine by NTP; tokens are refused when it is a minute off.'
  return Math.abs(aheadMs) < MAX_SKEW_MS ? look('clock', says, fix) : mend('clock', says, fix)
}

function examinePermissions({ permissions }: AppFacts, { default_permissions: needed }: Needs): ExaminationResult {
  const missing = missingOf(permissions, needed)
  if (missing.length === 0) return fine('permissions', 'the App asks for all that is needed')
  return mend(
    'permissions',
    `the App does not ask for ${missing.join(', ')}`,
    'Add them: App settings, "Permissions & events".',
  )
}

function examineEvents({ events }: AppFacts, { default_events: needed }: Needs): ExaminationResult {
  const missing = needed.filter((event) => !events.includes(event))
  if (missing.length === 0) return fine('events', 'the App hears all that it needs')
  return mend(
    'events',
    `the App does not hear ${missing.join(', ')}`,
    'Subscribe: App settings, "Permissions & events".',
  )
}

function examineWebhook({ webhook: { url, hasSecret } }: AppFacts): ExaminationResult {
  if (url === null) return mend('webhook', 'no address is set', 'Set the webhook URL in the App settings.')
  if (!hasSecret)
    return mend('webhook', 'no secret is set at GitHub', 'Set WEBHOOK_SECRET as secret in the App settings.')
  if (url.startsWith('https://')) return fine('webhook', url)
  return look('webhook', `${url} is not encrypted`, 'Serve the bot behind HTTPS.')
}

function examineInstallations(
  { installations }: AppFacts,
  { default_permissions: needed }: Needs,
): readonly ExaminationResult[] {
  if (installations.length === 0) {
    return [look('installations', 'the App is installed nowhere', 'Install it: App settings, "Install App".')]
  }
  return installations.map(({ account, suspended, permissions }) => {
    const check = `installation ${account}`
    if (suspended) return look(check, 'is suspended', 'Its owner can let it work again: "Configure", "Unsuspend".')
    const missing = missingOf(permissions, needed)
    if (missing.length === 0) return fine(check, 'permits all that is needed')
    return mend(check, `does not permit ${missing.join(', ')}`, 'Its owner has to accept the new permissions.')
  })
}

/** Whether GitHub reaches us, and with which secret. */
export function examineDeliveries(attempts: readonly DeliveryAttempt[]): ExaminationResult {
  const check = 'deliveries'
  if (attempts.length === 0) return look(check, 'none in the last day', 'Open an issue to try it.')
  const failed = attempts.filter(({ statusCode }) => statusCode < 200 || statusCode > 299)
  const says = `${failed.length} of the last ${attempts.length} failed`
  if (failed.length === 0) return fine(check, says)
  const last = failed[0]?.statusCode ?? 0
  const feedbackEvent = attempts[0] === failed[0] ? mend : look
  return feedbackEvent(check, `${says}, the latest with ${last === 0 ? 'no answer' : last}`, FIXES[last] ?? UNREACHED)
}

const UNREACHED = 'GitHub has to reach the webhook URL: check address, firewall and proxy; then `queue sweep`.'

const FIXES: Readonly<Record<number, string>> = {
  400: 'The secrets differ: make WEBHOOK_SECRET and the one in the App settings the same, then `queue sweep`.',
  404: 'The path of the webhook URL is not WEBHOOK_PATH.',
  503: 'The bot could not store them: check the store, then `queue sweep`.',
}

const LEVELS = ['none', 'read', 'write', 'admin']

function missingOf(granted: Granted, needed: Granted): readonly string[] {
  const level = (name: string | undefined) => LEVELS.indexOf(name ?? 'none')
  return Object.entries(needed)
    .filter(([name, wanted]) => level(granted[name]) < level(wanted))
    .map(([name, wanted]) => `${name}: ${wanted}`)
}
