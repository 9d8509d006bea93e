/**
 * Judges a value that stands where a credential could stand. Evidence is read from the redacted text, so a word like
 * `expired` behind `token:` must survive; a value that only stands in for a credential is no alarm either.
 */

/** Words that say something about a credential and are none. Compared in lower case, whole value. */
const STATUS_WORDS = new Set(
  `required missing invalid expired incorrect revoked wrong undefined null none nil true false string number boolean
  object empty present absent set unset found not valid unknown unsupported failed denied rejected unauthorized
  forbidden mismatch mismatched optional default and for from was has does must should cannot can't env secret secrets
  password passwd token tokens key apikey api_key client_secret access_token refresh_token id_token code state bearer
  basic oauth oauth2 user username name value here text hidden keychain prompt type refresh rotated stored cached sent
  ok yes no bytes length chars characters validation verification exchange endpoint request response error`
    .trim()
    .split(/\s+/),
)

/** Made-up values: fillers, ellipses, references to a variable, words that ask to be replaced. */
const PLACEHOLDER = [
  /^[xX*.•·_\-#?0]+$/,
  /[xX]{4,}|\*{3,}|\.{3}|…|•{3,}/,
  /^[<{[(%$]/,
  /\$\{|\{\{|<[\w -]+>/,
  /redacted|example|placeholder|dummy|change-?me|replace|insert|masked|removed|sanitized|foobar|your[-_ ]?|\bmy[-_]/i,
  /^(?:process\.env|os\.environ|import\.meta|secrets|env|args|config|options|this|self)\b/,
  /^(.)\1+$/,
]

/** True when nobody has to revoke it: filler, documentation example, variable, or a plain status word. */
export function isPlaceholder(value: string): boolean {
  return STATUS_WORDS.has(value.toLowerCase()) || PLACEHOLDER.some((pattern) => pattern.test(value))
}

/**
 * A stretch of an address that opens it: a UUID, or letters of both cases with digits in one piece. Names of servers
 * are words with hyphens.
 */
export function looksLikePathKey(value: string): boolean {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return true
  const longest = value.split(/[-_]/).reduce((most, part) => (part.length > most.length ? part : most), '')
  if (/^[0-9a-f]{24,}$/i.test(longest)) return /\d/.test(longest) && /[a-f]/i.test(longest)
  return longest.length >= 12 && looksRandom(value, 20) && /[a-z]/.test(value) && /[A-Z]/.test(value)
}

/** Letters and digits mixed and long: made by a machine. Words, numbers, versions and host names are not. */
export function looksRandom(value: string, atLeast: number = 16): boolean {
  if (value.length < atLeast || isPlaceholder(value)) return false
  return /[A-Za-z]/.test(value) && /\d/.test(value) && !/^(?:v?\d+(?:\.\d+)+|https?:)/.test(value)
}

/** For names that running text often puts a colon behind. */
export const isLongAndRandom = (value: string): boolean => looksRandom(value, 24)

/** A value in quotes or in a URL: anything but a placeholder, a single plain word or an identifier in snake_case. */
export function looksSecret(value: string): boolean {
  if (value.length < 6 || isPlaceholder(value)) return false
  return !/^[a-z]+(?:[ _.-][a-z]+)*[.!]?$|^[A-Z]+(?:_[A-Z]+)*$|^-?\d{1,6}$|^https?:/.test(value)
}

/** A password has no shape of its own; only what is plainly none is let through. */
export function looksLikePassword(value: string): boolean {
  return value.length >= 3 && !isPlaceholder(value) && !/^(?:https?:|[~/.]|-?\d{1,3}$)/.test(value)
}

/** What authorization servers hand out as a code: not a number, not `ENOENT`, not `invalid_request`. */
export function looksLikeCode(value: string): boolean {
  if (value.length < 8 || isPlaceholder(value)) return false
  if (/^(?:[a-z]+(?:[_.-][a-z]+)*|[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*|-?\d{1,5})$/.test(value)) return false
  return /\d/.test(value) || /[a-z][A-Z]|[A-Z][a-z][A-Z]/.test(value)
}
