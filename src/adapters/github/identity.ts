/** Distinguishes our own actions on GitHub from those of people and other bots, by account and App, never by text. */
import type { EventActor } from '../../core/plan/plan.ts'

/** Our identity on GitHub: the numeric App id and the slug returned by `GET /app`. */
export interface AppIdentity {
  /** Null if only the account identifies us. */
  readonly appId: number | null
  readonly slug: string
}

/**
 * Identity of a workflow's own token (`GITHUB_TOKEN`). All workflows in a repository share the account. A workflow does
 * not know the id of its App, which can differ on a GitHub Enterprise Server.
 */
export const ACTIONS_IDENTITY: AppIdentity = { appId: null, slug: 'github-actions' }

/** The fields of a comment or timeline event that identify its author. */
export interface Attribution {
  /** Null for a deleted account. */
  readonly user: { readonly login: string; readonly type?: string | undefined } | null | undefined
  readonly app: { readonly id: number } | null | undefined
}

/**
 * Returns `us` if the App's id is ours or the account is our bot account. The account is needed for label events, which
 * often lack the App, and for local GitHub servers, whose comments have no App.
 */
export function actorOf(source: Attribution, own: AppIdentity): EventActor {
  if ((own.appId !== null && source.app?.id === own.appId) || isOwnAccount(source, own)) return 'us'
  return source.user?.type === 'Bot' ? 'bot' : 'person'
}

/** Only the App itself can have the login `<slug>[bot]`: brackets are not allowed in other logins. */
function isOwnAccount({ user }: Attribution, own: AppIdentity): boolean {
  return user?.type === 'Bot' && user.login.toLowerCase() === `${own.slug}[bot]`.toLowerCase()
}
