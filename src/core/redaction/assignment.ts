/**
 * The ways in which a text gives a name its value, as sources of patterns: JSON, YAML, forms, environment variables,
 * Makefiles and program text; also escaped inside another string, percent-encoded in a URL, or as HTML entities.
 */

/** The longest value that a pattern reads. */
const MAX_VALUE_LENGTH = 32_768

/** A quotation mark. */
export const QUOTE = String.raw`(?:\\{0,3}["'\`]|\\{1,3}(?:u002|x2)[27]|%(?:25){0,2}2[27]|&(?:quot|apos|#34|#39|#x2[27]);)`

const EQUALS_SIGN = String.raw`(?:[?+.|]{0,2}=|%(?:25){0,2}3[Dd]|\\{1,3}u003[Dd]|&#(?:61|x3[Dd]);)`
const COLON = `(?::|%(?:25){0,2}3[Aa])`

/** Emphasis in Markdown or HTML that ends at the name or at the colon. */
const EMPHASIS_END = String.raw`(?:[*_]{1,3}|<\/[a-z]{1,8}>)?`

/** The separator between a name and its value, with the quotation mark that may end the name. */
export const IS = String.raw`${QUOTE}?\]?${EMPHASIS_END}[ \t]{0,8}(?:${COLON}{0,3}${EQUALS_SIGN}>?|${COLON}(?::(?=[ \t\"']))?)${EMPHASIS_END}[ \t]{0,8}`

/** `=` right after the name, where prose has a colon. */
export const EQUALS = EQUALS_SIGN

/** Calls that look a value up: their argument is its name, as in `config.get('db.password')`. */
const LOOKS_UP = String.raw`(?![\w.:]{0,30}(?:[gG]et|[eE]nv|ENV|[cC]onfig|[lL]ookup|[rR]ead|[fF]etch|[lL]oad|[fF]ind|[pP]rompt|[iI]nput|[pP]aram)\w{0,20}\()`

/** A quoted value, possibly the argument of a call, as `SecretStr('…')` in Python `Some("…")` in Rust or `<<"…">>` in Erlang. */
export const QUOTED = String.raw`(?:${LOOKS_UP}[A-Za-z][\w.:]{0,30}\(|Just[ \t]|<<|[bfrun@$])?${QUOTE}(?:""|'')?(?<secret>[^"'\`\\\n%&]{1,8192}|[^"'\`\\\n]{1,8192})(?=${QUOTE})`

/** A character that belongs to a value, but not the percent-encoded `"`, `&`, `'`, `,` or `}` after one. */
const VALUE_CHARACTER = String.raw`(?:[^\s"'\`&,;<>(){}\[\]\\|%]|%(?!(?:25){0,2}(?:2[267Cc]|7[Dd])))`

/** A value without quotation marks, also one that contains `=` or `:`. */
export const BARE = `(?<secret>${VALUE_CHARACTER}{3,${MAX_VALUE_LENGTH}})`

/** The same without `=` and `:`, so that no part of a text is read from two names. */
export const BARE_WORD = `(?<secret>(?![=:])(?:(?![=:])${VALUE_CHARACTER}){3,${MAX_VALUE_LENGTH}}={0,2})`

/** A password, or a value that fills the rest of a line, without quotation marks. */
export const BARE_LINE = `(?<secret>${VALUE_CHARACTER}{3,256})`
