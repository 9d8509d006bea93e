/** One kind of credential or personal detail, and the usual ways to recognise one: by its prefix or by its name. */
import { BARE, EQUALS, IS, QUOTED } from './assignment.ts'
import { looksRandom, looksSecret } from './value-shapes.ts'

/**
 * `live`: the owner has to revoke it. `single-use`: worthless once the login is over. `personal`: identifies a person
 * or a place.
 */
export type Nature = 'live' | 'single-use' | 'personal'

/** A value found in a text. */
export interface SecretMatch {
  readonly value: string
  readonly start: number
  /** Offset of what the value is recognised by, such as its name; by default the same as `start`. */
  readonly contextStart?: number
}

export interface RedactionRule {
  /** Name in `[redacted:<id>]`. */
  readonly id: string
  /**
   * Has the `g` flag. Redaction replaces the `secret` group, which ends the match, or else the whole match. If the value
   * of a `name` group is rejected, the search continues after the name, because the value can contain the next name.
   */
  readonly pattern: RegExp
  /** Finds what no pattern describes; it replaces `pattern`, `accept` and `judgesFillers`. */
  readonly find?: (text: string) => readonly SecretMatch[]
  /** Lower-case literals. Every match contains one of them, so lines without any are skipped. */
  readonly hints: readonly string[]
  /** Has the `y` flag. Every match contains a hint at which this matches; for hints that are common in other text. */
  readonly shape?: RegExp
  /** Has the `y` flag. A check before `shape` that several rules share as one object; it runs once for all of them. */
  readonly gate?: RegExp
  readonly nature: Nature
  /** Noun for the warning; live kinds only. */
  readonly name?: string
  /** How the owner revokes it: a URL, or a short instruction that follows `To revoke:`. */
  readonly revoke?: string
  /**
   * Returns true if the value is of this kind. Receives no placeholders unless `judgesFillers` is set.
   * @param name what the `name` group matched with the rest of the name before it, and the word before that; empty if
   * the pattern has no such group
   */
  readonly accept?: (value: string, name: string) => boolean
  /** `accept` checks for placeholders itself, because the value has several parts. */
  readonly judgesFillers?: boolean
  /** A match can span several lines. */
  readonly spansLines?: boolean
}

/** No credential is longer than this. An open-ended repetition over megabytes would overflow the engine's stack. */
const MAX_SECRET_LENGTH = 32_768

/** An escape whose end is a letter or a digit: `\n`, `\u0022`, `\x22`, `\033`, `%3D`, or the code of a colour (`[0m`). */
const ESCAPE = String.raw`\\[abefnrtv0]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[0-3][0-7]{2}|%[0-9A-Fa-f]{2}|\[[0-9;]{1,12}m`

/**
 * A token starts after anything except a letter or digit, unless it ends an escape; `_` and `-` may precede it, as in
 * Markdown and in file names.
 */
export const TOKEN_START = `(?<![A-Za-z0-9](?<!${ESCAPE}))`

/** The same for a token that starts with a number, which may follow a word. */
export const NUMBER_START = String.raw`(?<!\d(?<!${ESCAPE}))`

interface Prefixed {
  readonly id: string
  readonly name: string
  readonly hints: readonly string[]
  readonly shape?: RegExp
  /** `{n,}` is limited to `MAX_SECRET_LENGTH`. */
  readonly body: string
  readonly revoke: string
  readonly accept?: (value: string) => boolean
}

/** A token recognised by its prefix. */
export function prefixed({ body, accept, ...rest }: Prefixed): RedactionRule {
  const pattern = new RegExp(`${TOKEN_START}(?:${body.replaceAll(',}', `,${MAX_SECRET_LENGTH}}`)})`, 'g')
  return { ...rest, nature: 'live', pattern, ...(accept !== undefined && { accept: (it: string) => accept(it) }) }
}

/**
 * Maximum number of base64url characters in a row, far more than any token has. The engine's stack holds twice as many,
 * but compiled and interpreted patterns need different amounts of it.
 */
const MAX_RUN = 2 * 1024 * 1024

interface Dotted extends Omit<Prefixed, 'body'> {
  /** Pattern for the start of the first part. */
  readonly head: string
  /** Pattern for the parts after the first dot. */
  readonly rest: string
}

/**
 * A token of base64url parts separated by dots. Its prefix may occur many times in one run of letters, and every
 * occurrence ends at the same dot. So the pattern first checks the text after the run, only once, and then takes the
 * first prefix.
 */
export function dotted({ head, rest, ...kind }: Dotted): RedactionRule {
  const tail = rest.replaceAll(',}', `,${MAX_RUN}}`)
  const follows = String.raw`(?<![\w-])(?=[\w-]{8,${MAX_RUN}}\.(?:${tail}))`
  const token = String.raw`${TOKEN_START}(?<secret>${head}[\w-]{8,${MAX_RUN}}\.(?:${tail}))`
  return { ...kind, nature: 'live', pattern: new RegExp(String.raw`${follows}[\w-]{0,${MAX_RUN}}?${token}`, 'g') }
}

/** For names that can also be the end of a longer word. */
const ALONE = '(?<![A-Za-z0-9.])'

/** In the name of an AWS resource, `secret` follows the number of the account. */
export const NO_ARN = String.raw`(?<!:\d{12}:secret)`

interface Named {
  readonly id: string
  readonly name?: string
  /** In lower case; `_` matches a hyphen, an underscore or nothing. */
  readonly names: readonly string[]
  /** Names that count only if no letter, digit or dot precedes them. */
  readonly alone?: readonly string[]
  readonly nature?: Nature
  readonly revoke?: string
  /** For quoted values and values after `=`. */
  readonly accept?: (value: string) => boolean
  /** For values after a colon in running text, where error messages occur. */
  readonly acceptLoose?: (value: string) => boolean
}

/** A value recognised by its name: one row for quoted values, one for `name=value`, one for `name: value`. */
export function named({ id, name, names, alone = [], nature = 'live', revoke, ...checks }: Named): RedactionRule[] {
  const { accept = looksSecret, acceptLoose = looksRandom } = checks
  const sources = [...names.map(spelled), ...alone.map((it) => `${ALONE}${spelled(it)}${NO_ARN}`)]
  const row = (between: string, value: string, test: (value: string) => boolean): RedactionRule => ({
    id,
    hints: [...names, ...alone].flatMap(spellings),
    nature,
    shape: new RegExp(`(?:${sources.join('|')})${between}`, 'iy'),
    pattern: new RegExp(`(?:${sources.join('|')})${between}${value}`, 'gi'),
    accept: (it) => test(it),
    ...(name !== undefined && { name }),
    ...(revoke !== undefined && { revoke }),
  })
  const { shape, ...quoted } = row(IS, QUOTED, accept)
  // A line that mentions a token is read whatever follows: a wrap may have cut the token after its first letters. One
  // rule is enough for that.
  const first = alone.length === 0 && shape !== undefined ? { ...quoted, shape } : quoted
  return [first, row(EQUALS, BARE, accept), row(IS, BARE, acceptLoose)]
}

function spelled(name: string): string {
  return name.replaceAll('_', '[_-]?')
}

/** Returns every spelling that the `spelled` pattern matches, as literals. */
function spellings(name: string): readonly string[] {
  return name
    .split('_')
    .reduce<string[]>(
      (starts, word, at) => (at === 0 ? [word] : starts.flatMap((it) => ['', '_', '-'].map((gap) => it + gap + word))),
      [],
    )
}
