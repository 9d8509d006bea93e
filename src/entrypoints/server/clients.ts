/** One GitHub client and one rate limiter per installation, so a busy installation does not delay the others. */

import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Probot } from 'probot'
import type { GitHub } from '../../adapters/github/github.ts'
import type { AppIdentity } from '../../adapters/github/identity.ts'
import { createOctokitClients, type GitHubClients } from '../../adapters/github/octokit/octokit-github.ts'
import { createPermissions, type Feature } from '../../adapters/github/permissions.ts'
import { createRateLimiter } from '../../adapters/github/rate-limiter.ts'
import { type WatchedCall, watchCalls } from '../../adapters/github/watch-calls.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** Clients are small. Up to 1,000 are kept; the least recently used one is dropped and created again when needed. */
const MAX_CLIENTS = 1_000

export interface ClientOptions {
  readonly probot: Probot
  /** Minimum time between two writes for one installation, in milliseconds. */
  readonly writeGapMs: number
  /** Lets the processes that share the store agree on which one may write next. */
  readonly store: Pick<Store, 'rateLimitOf'>
  /** Awaited before each call. */
  readonly pass?: () => Promise<void>
  /** Called after each call. */
  readonly onCall?: (installation: number, call: WatchedCall) => void
  /** Called when an installation lacks the permission for a feature; the feature is then switched off there. */
  readonly onSwitchedOff?: (installation: number, feature: Feature) => void
  /** Called at most once an hour for a repository that does not offer suggestions. */
  readonly onNativeUnsupported?: (repository: RepositoryRef) => void
}

export interface InstallationClients {
  /** Returns an installation's client for issues. */
  readonly githubFor: (installation: number) => Promise<GitHub>
  /** Returns an installation's client for discussions. */
  readonly discussionsFor: (installation: number) => Promise<GitHub>
}

/** The first call of the returned functions asks GitHub for the App's identity. */
export function createClients(options: ClientOptions): InstallationClients {
  const { probot, writeGapMs, store, pass, onCall, onSwitchedOff, onNativeUnsupported } = options
  // Stores promises, not clients: two deliveries that start at the same time must share one rate limiter.
  const clients = new LRUCache<number, Promise<GitHubClients>>({ max: MAX_CLIENTS })
  let identity: Promise<AppIdentity> | null = null

  async function create(installation: number): Promise<GitHubClients> {
    identity ??= readIdentity(probot).catch((error: unknown) => {
      identity = null
      throw error
    })
    const rateLimiter = createRateLimiter({
      minGapMs: writeGapMs,
      now: Date.now,
      sleep: async (ms) => void (await sleep(ms)),
      ledger: store.rateLimitOf(installation),
    })
    const permissions = createPermissions({
      now: Date.now,
      onSwitchedOff: (feature) => onSwitchedOff?.(installation, feature),
    })
    const octokit = await probot.auth(installation)
    if (pass !== undefined) octokit.hook.before('request', pass)
    if (onCall !== undefined) watchCalls(octokit, (call) => onCall(installation, call))
    const renewToken = () => octokit.auth({ type: 'installation', installationId: installation, refresh: true })
    return createOctokitClients({
      ...{ identity: await identity, octokit, rateLimiter, permissions, renewToken },
      ...(onNativeUnsupported !== undefined && { onNativeUnsupported }),
    })
  }

  const clientsFor = (installation: number): Promise<GitHubClients> => {
    const known = clients.get(installation)
    if (known !== undefined) return known
    const client = create(installation).catch((error: unknown) => {
      clients.delete(installation)
      throw error
    })
    clients.set(installation, client)
    return client
  }
  return {
    githubFor: async (installation) => (await clientsFor(installation)).issues,
    discussionsFor: async (installation) => (await clientsFor(installation)).discussions,
  }
}

async function readIdentity(probot: Probot): Promise<AppIdentity> {
  const octokit = await probot.auth()
  const { data } = await octokit.rest.apps.getAuthenticated()
  if (!data?.slug) throw new Error('GitHub did not return the identity of the App.')
  return { appId: data.id, slug: data.slug }
}
