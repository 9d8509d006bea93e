/** The claims that a version fixes a cluster's failure, in the order of time: of commands, releases and merged changes. */
import type { FeedbackEvent } from '../feedback/feedback-event.ts'
import type { FixSignal } from './fix-signal.ts'

export interface FixClaim {
  /** First version without the failure; null for a merged change that is in no known release. */
  readonly version: string | null
  readonly by: 'command' | 'release' | 'merge'
  /** Login of the maintainer who gave the command; null otherwise. */
  readonly who: string | null
  /** URL of the release, the pull request or the commit; null for a command. */
  readonly url: string | null
  /** Number of the issue that the claim is about. */
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** A claim, or what a maintainer decided about one: that the version works or fails, or that there is no fix. */
export interface ClaimMade {
  readonly kind: 'claim' | 'works' | 'fails' | 'withdrawn'
  readonly claim: FixClaim
}

/** @param commands `fixed-in` events; only a maintainer's count */
export function claimsIn(signals: readonly FixSignal[], commands: readonly FeedbackEvent[]): readonly ClaimMade[] {
  return [...signals.flatMap(claimOfSignal), ...commands.flatMap(claimOfCommand)].sort(
    (a, b) => a.claim.at - b.claim.at,
  )
}

function claimOfSignal({ kind, version, url, number, at }: FixSignal): readonly ClaimMade[] {
  if (kind !== 'released' && kind !== 'merged') return []
  const by = version === null ? 'merge' : 'release'
  return [{ kind: 'claim', claim: { version, by, who: null, url, number, at } }]
}

function claimOfCommand({ rights, detail, who, ref, at }: FeedbackEvent): readonly ClaimMade[] {
  if (rights !== 'maintainer' || detail === null) return []
  const [version = '', found] = detail.split(' ')
  const claim = { version, by: 'command', who, url: null, number: ref.number, at } as const
  if (version === 'none') return [{ kind: 'withdrawn', claim }]
  return [{ kind: found === 'works' || found === 'fails' ? found : 'claim', claim }]
}
