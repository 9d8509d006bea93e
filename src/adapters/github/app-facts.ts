/** Reads the App's registration, webhook and installations from GitHub, for the `doctor` command. Changes nothing. */
import type { AppOctokit } from './command-client.ts'
import { refusalStatus, refusedError } from './refusal.ts'

/** Maps each permission to `read` or `write`; the names are GitHub's. */
export type PermissionLevels = Readonly<Record<string, string>>

export interface AppFacts {
  readonly slug: string
  readonly permissions: PermissionLevels
  readonly events: readonly string[]
  /** Milliseconds by which our clock is ahead of GitHub's; null if the response has no date. */
  readonly clockAheadMs: number | null
  readonly webhook: {
    readonly url: string | null
    readonly hasSecret: boolean
    /** `json` or `form`. */
    readonly contentType: string
    /** Whether GitHub accepts any certificate from the bot. */
    readonly isInsecure: boolean
  }
  readonly installations: readonly InstallationFacts[]
}

export interface InstallationFacts {
  readonly id: number
  readonly account: string
  readonly suspended: boolean
  readonly permissions: PermissionLevels
}

/**
 * @param octokit authenticated as the App itself
 * @param now milliseconds since the epoch
 * @throws TriageError('github-refused')
 */
export async function readAppFacts(octokit: AppOctokit, now: () => number): Promise<AppFacts> {
  try {
    const { data: app, headers } = await octokit.rest.apps.getAuthenticated()
    if (app === null) throw new Error('GitHub did not return the App.')
    const respondedAt = Date.parse(headers.date ?? '')
    const clockAheadMs = Number.isNaN(respondedAt) ? null : now() - respondedAt
    const { data: hook } = await octokit.rest.apps.getWebhookConfigForApp()
    const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 })
    return {
      slug: app.slug ?? '',
      permissions: toPermissions(app.permissions),
      events: app.events,
      clockAheadMs,
      webhook: {
        url: hook.url || null,
        hasSecret: Boolean(hook.secret),
        contentType: hook.content_type ?? 'json',
        isInsecure: String(hook.insecure_ssl ?? '0') !== '0',
      },
      installations: installations.map(({ id, account, suspended_at, permissions }) => ({
        id,
        suspended: Boolean(suspended_at),
        permissions: toPermissions(permissions),
        account: account !== null && 'login' in account ? account.login : String(id),
      })),
    }
  } catch (cause) {
    throw refusedError("to read the App's settings", cause)
  }
}

/**
 * @returns the number of calls left in the current hour
 * @throws TriageError('github-refused')
 */
export async function readLimitLeft(octokit: AppOctokit): Promise<number> {
  try {
    return (await octokit.rest.rateLimit.get()).data.resources.core.remaining
  } catch (cause) {
    throw refusedError('to read the rate limit', cause)
  }
}

/**
 * @param octokit authenticated as the App itself
 * @returns false if GitHub does not know the App or its key
 * @throws TriageError('github-refused') if the call failed for another reason
 */
export async function areCredentialsAccepted(octokit: AppOctokit): Promise<boolean> {
  try {
    await octokit.rest.apps.getAuthenticated()
    return true
  } catch (error) {
    if ([401, 403, 404].includes(refusalStatus(error))) return false
    throw refusedError('to sign in as the App', error)
  }
}

function toPermissions(permissions: object): PermissionLevels {
  return Object.fromEntries(Object.entries(permissions).filter(([, level]) => typeof level === 'string'))
}
