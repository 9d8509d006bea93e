/**
 * Decides whether a value found where a credential is expected really is one. Evidence is read from the redacted text,
 * so a word like `expired` after `token:` must survive. A placeholder for a credential must not raise a warning either.
 */

/** Words that describe a credential. The whole value is compared, in lower case. */
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

/** Made-up values: fillers, ellipses, variable references, words that ask for a replacement. */
const PLACEHOLDER = [
  /^[xX*.•·_\-#?0]+$/,
  /[xX]{4,}|\*{3,}|\.{3}|…|•{3,}/,
  /^[<{[(%$]/,
  /\$\{|\{\{|<[\w -]+>/,
  /redacted|example|placeholder|dummy|change-?me|replace|insert|masked|removed|sanitized|foobar|your[-_ ]?|\bmy[-_]/i,
  /^(?:process\.env|os\.environ|import\.meta|secrets|env|args|config|options|this|self)\b/,
  /^(.)\1+$/,
]

/**
 * Returns true for a value that need not be revoked: a filler, a documentation example, a variable or a status word.
 */
export function isPlaceholder(value: string): boolean {
  return STATUS_WORDS.has(value.toLowerCase()) || PLACEHOLDER.some((pattern) => pattern.test(value))
}

/**
 * Returns true for a URL path segment that grants access by itself: a UUID, a long hexadecimal number, or an unbroken
 * mix of digits, lower-case and upper-case letters. Server names, by contrast, are words joined by hyphens.
 */
export function looksLikePathKey(value: string): boolean {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return true
  const longest = value.split(/[-_]/).reduce((best, part) => (part.length > best.length ? part : best), '')
  if (/^[0-9a-f]{24,}$/i.test(longest)) return /\d/.test(longest) && /[a-f]/i.test(longest)
  return longest.length >= 12 && looksRandom(value, 20) && /[a-z]/.test(value) && /[A-Z]/.test(value)
}

/**
 * Returns true for a long mix of letters and digits that looks machine-generated. Returns false for words, numbers,
 * versions and URLs.
 * @param minLength in characters
 */
export function looksRandom(value: string, minLength: number = 16): boolean {
  if (value.length < minLength || isPlaceholder(value)) return false
  return /[A-Za-z]/.test(value) && /\d/.test(value) && !/^(?:v?\d+(?:\.\d+)+|https?:)/.test(value)
}

/** A stricter check, for names that are often followed by a colon in running text. */
export const isLongAndRandom = (value: string): boolean => looksRandom(value, 24)

/**
 * Checks a quoted value or a value in a URL. Returns true for anything except a placeholder, plain words, a SNAKE_CASE
 * identifier, a short number or a URL.
 */
export function looksSecret(value: string): boolean {
  if (value.length < 6 || isPlaceholder(value)) return false
  return !/^[a-z]+(?:[ _.-][a-z]+)*[.!]?$|^[A-Z]+(?:_[A-Z]+)*$|^-?\d{1,6}$|^https?:/.test(value)
}

/** A password has no typical shape, so this returns false only for values that are clearly not passwords. */
export function looksLikePassword(value: string): boolean {
  return value.length >= 3 && !isPlaceholder(value) && !/^(?:https?:|[~/.]|-?\d{1,3}$)/.test(value)
}

/**
 * Returns true for a value like the authorization codes that servers issue, but not for a number, `ENOENT` or
 * `invalid_request`.
 */
export function looksLikeCode(value: string): boolean {
  if (value.length < 8 || isPlaceholder(value)) return false
  if (/^(?:[a-z]+(?:[_.-][a-z]+)*|[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*|-?\d{1,5})$/.test(value)) return false
  return /\d/.test(value) || /[a-z][A-Z]|[A-Z][a-z][A-Z]/.test(value)
}
