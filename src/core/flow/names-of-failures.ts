/**
 * Tells lines that name failures and report none: the name of a test that passed, a statement of a database whose columns
 * are called `revoked` or `expired_at`, a setting, a text that a program keeps for a failure, and a refusal that a check
 * provokes.
 */
const PASSED_TEST = /^\s{0,12}(?:[✓✔√]|ok \d{1,5}\b|--- PASS\b|PASS\b)|\sPASSED\s*$/

const NO_EVENTS: readonly RegExp[] = [
  /\b(?:SELECT\b[^\n]{0,200}?\bFROM|INSERT INTO|UPDATE\b[^\n]{0,80}?\bSET|DELETE FROM|(?:CREATE|ALTER|DROP) (?:TABLE|INDEX)) /,
  // REFRESH_TOKEN_EXPIRED_ACTION=relogin
  /^\s{0,8}(?:export )?[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,8}=/,
  // errors.invalid_grant = "Your sign-in has expired."
  /^\W{0,8}(?:\w{1,20}\W{1,3})?[a-z]\w{0,40}(?:\.\w{1,60}){1,6}["']?\s?[=:]\s?["'][A-Z][^"'\n]{8,300}["'],?\s*$/,
  /\b[1-5]\d\d \((?:as )?expected\)/,
]

/** Whether the line shows nothing that happened in a login. The steps of a tool that checks one end with a mark, too. */
export function isNoEvent(line: string): boolean {
  return NO_EVENTS.some((pattern) => pattern.test(line))
}

export function onlyNamesFailures(line: string): boolean {
  return PASSED_TEST.test(line) || isNoEvent(line)
}
