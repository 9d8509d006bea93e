/** Tells our own acts on GitHub from those of people and of other bots, by account and App, never by text. */
import type { EventActor } from '../../core/plan/plan.ts'

/** Who we are on GitHub: the numeric App id and the slug of `GET /app`. */
export interface AppIdentity {
  /** Null where only the account tells. */
  readonly appId: number | null
  readonly slug: string
}

/**
 * Who a workflow's own token (`GITHUB_TOKEN`) acts as. All workflows of a repository share the account; its App's id is
 * not told to a workflow, and may differ on a GitHub Enterprise Server.
 */
export const ACTIONS_IDENTITY: AppIdentity = { appId: null, slug: 'github-actions' }

/** The parts of a comment or timeline event that tell who did it. */
export interface Signed {
  /** Null for a deleted account. */
  readonly user: { readonly login: string; readonly type?: string | undefined } | null | undefined
  readonly app: { readonly id: number } | null | undefined
}

/**
 * `us` when the App's id is ours, or the account is our bot account. The second road is needed for label events, which
 * often lack the App, and for local GitHubs, whose comments carry no App at all.
 */
export function actorOf(signed: Signed, own: AppIdentity): EventActor {
  if ((own.appId !== null && signed.app?.id === own.appId) || isOwnAccount(signed, own)) return 'us'
  return signed.user?.type === 'Bot' ? 'bot' : 'person'
}

/** Only the App itself can hold `<slug>[bot]`: brackets are not allowed in the names that people choose. */
function isOwnAccount({ user }: Signed, own: AppIdentity): boolean {
  return user?.type === 'Bot' && user.login.toLowerCase() === `${own.slug}[bot]`.toLowerCase()
}
