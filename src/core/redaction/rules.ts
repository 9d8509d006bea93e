/**
 * The kinds of credentials and personal details that redaction recognises, most specific first. Each row is one way to
 * recognise a kind; a kind may have several rows. Redaction replaces the pattern's `secret` group, or the whole match
 * if there is no such group, and leaves the rest unchanged. The rows are in `rules/`.
 *
 * Plain RegExp is safe here. Every pattern starts at a literal, or at a boundary that its own unbounded class cannot
 * cross (the look-behind), and adjacent repetitions have no character in common or are bounded. So no part of a text is
 * read from two starting points, and every pattern takes linear time; `test/hostile/` measures it. Upper bounds keep a
 * run of megabytes from overflowing the engine's stack.
 */

import type { RedactionRule } from './rule.ts'
import { ACCOUNT_NAMES } from './rules/account-names.ts'
import { COMMAND_LINES } from './rules/command-lines.ts'
import { CONFIG_FILE_VALUES } from './rules/config-files.ts'
import { CREDENTIAL_VALUES } from './rules/credential-values.ts'
import { COOKIES, HEADERS, SESSION_COOKIES, SIGNED_TOKENS } from './rules/headers.ts'
import { IP_ADDRESSES } from './rules/ip-addresses.ts'
import { LOGINS } from './rules/logins.ts'
import { MACHINES } from './rules/machines.ts'
import { AWS_VALUES, NAMED_VALUES } from './rules/named-values.ts'
import { OAUTH_VALUES } from './rules/oauth.ts'
import { PERSONAL_DETAILS } from './rules/personal.ts'
import { PREFIXED_TOKENS } from './rules/prefixed-tokens.ts'
import { PRIVATE_KEYS } from './rules/private-keys.ts'
import { PROTOCOLS } from './rules/protocols.ts'
import { SETTING_VALUES } from './rules/setting-values.ts'
import { SQL_VALUES } from './rules/sql-values.ts'
import { TABLE_VALUES } from './rules/table-values.ts'
import { URL_CREDENTIALS } from './rules/urls.ts'
import { WEBHOOK_URLS } from './rules/webhooks.ts'

export const REDACTION_RULES: readonly RedactionRule[] = [
  ...PRIVATE_KEYS,
  ...COOKIES,
  ...SIGNED_TOKENS,
  ...PREFIXED_TOKENS,
  ...WEBHOOK_URLS,
  ...HEADERS,
  ...SESSION_COOKIES,
  ...CONFIG_FILE_VALUES,
  ...AWS_VALUES,
  ...OAUTH_VALUES,
  ...NAMED_VALUES,
  ...SETTING_VALUES,
  ...SQL_VALUES,
  ...TABLE_VALUES,
  ...URL_CREDENTIALS,
  ...COMMAND_LINES,
  ...LOGINS,
  ...PROTOCOLS,
  ...CREDENTIAL_VALUES,
  ...PERSONAL_DETAILS,
  ...ACCOUNT_NAMES,
  ...MACHINES,
  ...IP_ADDRESSES,
]

/** What the owner of a leaked credential needs to know. */
export interface Revocation {
  /** Noun for the kind, for example `GitHub token`. */
  readonly name: string
  /** How to revoke it: a URL or a short instruction. */
  readonly how: string
}

const REVOCATIONS: ReadonlyMap<string, Revocation> = new Map(
  REDACTION_RULES.flatMap(({ id, name, revoke }) =>
    name === undefined || revoke === undefined ? [] : [[id, { name, how: revoke }] as const],
  ),
)

/** @returns null for kinds that need not be revoked */
export function revocationOf(kind: string): Revocation | null {
  return REVOCATIONS.get(kind) ?? null
}
