/**
 * Decides whether a value found where a credential is expected really is one. Evidence is read from the redacted text,
 * so a word like `expired` after `token:` must survive. A placeholder for a credential must not raise a warning either.
 */

/** Words that describe a credential. The whole value is compared, in lower case. */
const STATUS_WORDS = new Set(
  `required missing invalid expired incorrect revoked wrong undefined null none nil true false string number boolean
  object empty present absent set unset found not valid unknown unsupported failed denied rejected unauthorized
  forbidden mismatch mismatched optional default and for from was has does must should cannot can't env secret secrets
  password passwd pass pwd token tokens key apikey api_key client_secret access_token refresh_token id_token code state bearer
  basic oauth oauth2 user username name value here text hidden keychain prompt type refresh rotated stored cached sent
  ok yes no bytes length chars characters validation verification exchange endpoint request response error`
    .trim()
    .split(/\s+/),
)

/** Words of made-up values. They count only in a value that consists of words, because a password can contain any. */
const MADE_UP_WORDS = new Set(
  `your my the example placeholder dummy change changeme replace replaceme insert enter redacted masked removed
  sanitized foo bar foobar fake sample todo`.split(/\s+/),
)

/** Made-up values: fillers, ellipses, variable references. Jenkins and Maven put an encrypted password in braces. */
const PLACEHOLDER = [
  /^[xX*.•·_\-#?0]+$/,
  // A run of fillers that no random value of a usual length contains.
  /[xX]{8}|\*{3,}|\.{3}|…|•{3,}/,
  // AWS ends the keys in its documentation like this.
  /EXAMPLE(?:KEY)?$/,
  /^(?:[<{[(](?!(?=[^}]{0,1024}[\d+/])[A-Za-z0-9+/]{20,1024}={0,2}\}$)|\$[({]|\$\w+$|%\w+%$|%[sdv{]|&lt;|%3C)/,
  /\$\{|\{\{|<[\w -]+>/,
  /^(?:process\.env|os\.environ|import\.meta|secrets|env|args|config|options|settings|this|self)[.[(]/,
  /^(.)\1+$/,
  // A prefix and counting, as in `sk-1234`. Without a prefix it can be somebody's password.
  /^(?:sk|pk|rk|key|token|api)[-_](?:1234?5?6?7?8?9?0?|abc(?:123|def|d)?|123abc)$/i,
]

/** A filled-in part, as in `sk-xxxx-1234`. In a long random value such a part occurs by chance. */
const FILLED_PART = /(?:^|[^A-Za-z0-9])[xX]{3,}(?![A-Za-z0-9])/
const MAX_FILLED_LENGTH = 48

/**
 * Returns true for a value that need not be revoked: a filler, a documentation example, a variable or a status word.
 */
export function isPlaceholder(value: string): boolean {
  return (
    STATUS_WORDS.has(value.toLowerCase()) ||
    PLACEHOLDER.some((pattern) => pattern.test(value)) ||
    (value.length <= MAX_FILLED_LENGTH && FILLED_PART.test(value)) ||
    isMadeUpPhrase(value)
  )
}

/** Longer values are not phrases that stand for a credential. */
const MAX_PHRASE_LENGTH = 80

/** Returns true for `YOUR_API_KEY_HERE` and `my-token-1`: all words, one of them from the list. */
function isMadeUpPhrase(value: string): boolean {
  if (value.length > MAX_PHRASE_LENGTH) return false
  const words =
    value
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[^\s_.\-<>]+/g) ?? []
  return words.some((word) => MADE_UP_WORDS.has(word.replace(/\d+$/, ''))) && words.every(isWordOrNumber)
}

function isWordOrNumber(word: string): boolean {
  return /^(?:[a-z]{3,}\d{0,4}|\d{1,4}|[a-z]{1,2})$/.test(word)
}

/**
 * Returns true for a URL path segment that grants access by itself: a UUID, a long hexadecimal number, or an unbroken
 * mix of digits, lower-case and upper-case letters. Server names, by contrast, are words joined by hyphens.
 */
export function looksLikePathKey(value: string): boolean {
  if (UUID.test(value)) return true
  const longest = value.split(/[-_]/).reduce((best, part) => (part.length > best.length ? part : best), '')
  if (/^[0-9a-f]{24,}$/i.test(longest)) return /\d/.test(longest) && /[a-f]/i.test(longest)
  return longest.length >= 12 && looksRandom(value, 20) && /[a-z]/.test(value) && /[A-Z]/.test(value)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns true for a UUID, which is an identifier as often as it is a key. */
export function isUuid(value: string): boolean {
  return UUID.test(value)
}

/**
 * Returns true for a long mix of letters and digits that looks machine-generated. Returns false for words, numbers,
 * versions and URLs.
 * @param minLength in characters
 */
export function looksRandom(value: string, minLength: number = 16): boolean {
  if (value.length < minLength || isPlaceholder(value)) return false
  return /[A-Za-z]/.test(value) && /\d/.test(value) && !/^(?:v?\d+(?:\.\d+)+|https?:)/.test(value) && !FILE.test(value)
}

/** A path with a file name. */
const FILE = /^[\w@~.-]*[/\\][\w@~./\\-]*\.[a-z]{2,5}$/i

/** A stricter check, for names that are often followed by a colon in running text. */
export const isLongAndRandom = (value: string): boolean => looksRandom(value, 24)

/** A random mix of letters and digits changes between them every 1.6 to 2.6 characters; words and numbers do not. */
const MAX_RUN_WITH_DIGITS = 4
/** Letters alone have to be longer and more mixed, because a name in camel case is a mix too. */
const MIN_LETTERS = 20
const MAX_RUN_OF_LETTERS = 3
/** How much of a long value is judged. */
const MAX_JUDGED_LENGTH = 256

/**
 * A stricter check than `looksRandom`, for values whose name says little. Returns false for everything that reads as
 * words, however they are joined: `acme-tls-2024`, `OAuth2AccessToken`, `my_app.config.v2`, a path, a version, a date.
 * @param minLength in characters
 */
export function looksGenerated(value: string, minLength: number = 16): boolean {
  if (value.length < minLength || isPlaceholder(value)) return false
  if (/^(?:v?\d+(?:[.:/-]\d+)+$|[a-z][a-z0-9+.-]{1,20}:\/\/|[.~]{0,2}\/[a-z]|[.~]{1,2}\/|[A-Za-z]:\\)/.test(value))
    return false
  const judged = value.slice(0, MAX_JUDGED_LENGTH)
  if (FILE.test(judged)) return false
  if (isUnpronounceable(judged)) return true
  if (readsAsWords(judged)) return false
  const runs = judged.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? []
  const average = runs.join('').length / Math.max(1, runs.length)
  if (/\d/.test(judged)) return /[A-Za-z]/.test(judged) && average <= MAX_RUN_WITH_DIGITS
  return value.length >= MIN_LETTERS && average <= MAX_RUN_OF_LETTERS
}

/** Letters that follow one another in no word of English, and seldom in others. */
const ODD_LETTERS =
  /[bcdfghjklmnpqrstvwxz]{5}|j[bcdfghjklmnpqrstvwxz]|q[a-tv-z]|z[bcdfgjknpqrstvwx]|v[bcdfghjklmnpqrstwxz]|[bcdfghjkmpqstvwz]x|[bcfghjklmpqstvwxz]j|[bcdfgjkpqvwxz]q|[bcdfgjkmpqvwxz]z/gi
/** Two brand names can be joined in one name. */
const MIN_ODD_LETTERS = 2

/** Returns true for a long run of letters, or letters and digits, that nobody could say. */
function isUnpronounceable(value: string): boolean {
  const runs = value.match(/[A-Za-z0-9]{16,}/g) ?? []
  return runs.some(
    (run) =>
      /[A-Za-z]/.test(run) &&
      (/\d/.test(run) || run.length >= MIN_LETTERS) &&
      (run.match(ODD_LETTERS)?.length ?? 0) >= MIN_ODD_LETTERS,
  )
}

/** Longer runs of letters are no words, and longer runs of capitals no acronyms. */
const MAX_WORD_LENGTH = 24
const MAX_ACRONYM_LENGTH = 14

/** Returns true for words, acronyms, years and versions, joined by signs or in camel case. */
export function readsAsWords(value: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).every(isPlainPart)
}

function isPlainPart(part: string): boolean {
  if (/^(?:[A-Z]?[a-z]*\d{0,3}|\d{1,4})$/.test(part)) return part.length <= MAX_WORD_LENGTH
  // Words with a number between them, as in `network4segment7`.
  if (/^[a-z]{4,12}(?:\d{1,2}[a-z]{4,12}){1,3}\d{0,2}$/.test(part)) return true
  if (/^[A-Z]+\d{0,3}$/.test(part)) return part.length <= MAX_ACRONYM_LENGTH
  // A name that begins with an acronym, or ends with its version: `OAuth2`, `AccessTokenV2`.
  if (/^[A-Z]{2,5}[a-z]{2,12}\d{0,2}$/.test(part)) return true
  return /^[A-Za-z][a-z]+(?:[A-Z][a-z]+){1,6}V?\d{0,2}$/.test(part)
}

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

/** Returns true for what a rule for strong passwords asks for: both cases, a digit and a sign. */
export function looksStrong(value: string): boolean {
  return (
    value.length >= 8 &&
    looksLikePassword(value) &&
    [/[a-z]/, /[A-Z]/, /\d/, /[!@#$%^&*?+]/].every((it) => it.test(value)) &&
    !/[:/\\]/.test(value)
  )
}

/** Returns true for a password of both cases, with a digit or a sign among them, that does not read as words. */
export function looksMixed(value: string): boolean {
  return (
    looksLikePassword(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /[\d!?@#$%^&*+].*[A-Za-z]/.test(value) &&
    !readsAsWords(value)
  )
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

/**
 * Returns true for the base64 form of a user name, a colon and a password, none with a blank, which few texts in base64
 * are.
 */
export function isEncodedLogin(value: string): boolean {
  return value.length % 4 !== 1 && /^[^\s:]{1,128}:[!-~]{4,256}$/.test(Buffer.from(value, 'base64').toString('latin1'))
}

/**
 * The same where nothing else says that it is one: GraphQL encodes the identifiers of its objects like this, with the
 * type and a number, and others encode a hash after its algorithm.
 */
export function isUnnamedLogin(value: string): boolean {
  const [, password = ''] =
    /^[a-z][\w.@+-]{1,63}:([^\s:"{}[\]<>]{6,128})$/.exec(Buffer.from(value, 'base64').toString('latin1')) ?? []
  return looksLikePassword(password) && !readsAsWords(password) && !/^[\da-f-]+$|^[\d.,-]+$/i.test(password)
}

/** RFC 7617: user and password, separated by a colon, in base64. */
export function holdsPassword(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1')
  const colon = text.indexOf(':', 1)
  return colon !== -1 && colon <= 128 && text.length - colon > 3 && /^[\x20-\x7e]*$/.test(text)
}
