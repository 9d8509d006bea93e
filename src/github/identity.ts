/** Tells our own acts on GitHub from those of people and of other bots, by account and App, never by text. */
import type { Actor } from '../plan/plan.ts'

/** Who we are on GitHub: the numeric App id and the slug of `GET /app`. */
export interface AppIdentity {
  readonly appId: number
  readonly slug: string
}

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
export function actorOf(signed: Signed, own: AppIdentity): Actor {
  if (signed.app?.id === own.appId || isOwnAccount(signed, own)) return 'us'
  return signed.user?.type === 'Bot' ? 'bot' : 'person'
}

/** Only the App itself can hold `<slug>[bot]`: brackets are not allowed in the names that people choose. */
function isOwnAccount({ user }: Signed, own: AppIdentity): boolean {
  return user?.type === 'Bot' && user.login.toLowerCase() === `${own.slug}[bot]`.toLowerCase()
}
