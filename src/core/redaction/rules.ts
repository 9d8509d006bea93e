/**
 * The kinds of credentials and personal details that redaction knows, most specific first: one row a way of
 * recognising one; a kind may have several. A pattern replaces what its group `secret` holds (the whole match where it
 * has none) and leaves the rest as it is. The rows are in `kinds/`.
 *
 * Why plain RegExp is safe here: every pattern starts at a literal or at a boundary that its own unbounded class cannot
 * cross (the look-behind), and neighbouring repetitions share no character or are bounded. So no stretch of text is
 * read twice from two starts, and no pattern takes more than linear time; `test/hostile/` measures it. Upper bounds keep
 * a run of megabytes from overflowing the engine's stack.
 */

import type { SecretKind } from './rule.ts'
import { ADDRESSES } from './rules/addresses.ts'
import { CLOUD_TOKENS } from './rules/cloud-tokens.ts'
import { COOKIES, HEADERS } from './rules/headers.ts'
import { AWS_VALUES, NAMED_VALUES } from './rules/named-values.ts'
import { OAUTH_VALUES } from './rules/oauth.ts'
import { PERSONAL_DETAILS } from './rules/personal.ts'
import { PRIVATE_KEYS } from './rules/private-keys.ts'
import { SERVICE_TOKENS } from './rules/service-tokens.ts'
import { SETTING_VALUES } from './rules/setting-values.ts'

export const SECRET_KINDS: readonly SecretKind[] = [
  ...PRIVATE_KEYS,
  ...COOKIES,
  ...SERVICE_TOKENS,
  ...CLOUD_TOKENS,
  ...HEADERS,
  ...AWS_VALUES,
  ...OAUTH_VALUES,
  ...NAMED_VALUES,
  ...SETTING_VALUES,
  ...ADDRESSES,
  ...PERSONAL_DETAILS,
]

/** What an owner has to know of a kind. */
export interface Revocation {
  /** As in "This issue shows a <name>". */
  readonly name: string
  /** An address, or a few words: how it is ended. */
  readonly how: string
}

const REVOCATIONS: ReadonlyMap<string, Revocation> = new Map(
  SECRET_KINDS.flatMap(({ id, name, revoke }) =>
    name === undefined || revoke === undefined ? [] : [[id, { name, how: revoke }] as const],
  ),
)

/** Null for kinds that nobody has to revoke. */
export function revocationOf(kind: string): Revocation | null {
  return REVOCATIONS.get(kind) ?? null
}
