/** One kind of credential or personal detail, and the usual ways to recognise one: by its prefix or by its name. */
import { looksRandom, looksSecret } from './value-shapes.ts'

/**
 * `live`: the owner has to revoke it. `single-use`: worthless once the login is over. `personal`: identifies a person
 * or a place.
 */
export type Nature = 'live' | 'single-use' | 'personal'

export interface RedactionRule {
  /** Name in `[redacted:<id>]`. */
  readonly id: string
  /** Has the `g` flag. Redaction replaces the `secret` group, which ends the match, or else the whole match. */
  readonly pattern: RegExp
  /** Lower-case literals. Every match contains one of them, so lines without any are skipped. */
  readonly hints?: readonly string[]
  /**
   * Source of a cheap pattern that is found in every match, for kinds whose literals are too common or not in all
   * matches.
   */
  readonly shape?: string
  readonly nature: Nature
  /** Noun for the warning; live kinds only. */
  readonly name?: string
  /** How the owner revokes it: a URL, or a short instruction that follows `To revoke:`. */
  readonly revoke?: string
  /** Returns true if the value is of this kind. Receives no placeholders unless `judgesFillers` is set. */
  readonly accept?: (value: string) => boolean
  /** `accept` checks for placeholders itself, because the value has several parts. */
  readonly judgesFillers?: boolean
  /** A match can span several lines. */
  readonly spansLines?: boolean
}

/** No credential is longer than this. An open-ended repetition over megabytes would overflow the engine's stack. */
const MAX_SECRET_LENGTH = 32_768

interface Prefixed {
  readonly id: string
  readonly name: string
  readonly hints?: readonly string[]
  readonly shape?: string
  /** `{n,}` is limited to `MAX_SECRET_LENGTH`. */
  readonly body: string
  readonly revoke: string
  readonly accept?: (value: string) => boolean
}

/** A token recognised by its prefix. `_` and `-` may precede it, as in Markdown and in file names. */
export function prefixed({ body, ...rest }: Prefixed): RedactionRule {
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${body.replaceAll(',}', `,${MAX_SECRET_LENGTH}}`)})`, 'g')
  return { ...rest, nature: 'live', pattern }
}

/**
 * Maximum number of base64url characters in a row: the size of the largest file that is read. The engine's stack can
 * hold that many.
 */
const MAX_RUN = 4 * 1024 * 1024

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
  const token = String.raw`(?<![A-Za-z0-9])(?<secret>${head}[\w-]{8,${MAX_RUN}}\.(?:${tail}))`
  return { ...kind, nature: 'live', pattern: new RegExp(String.raw`${follows}[\w-]{0,${MAX_RUN}}?${token}`, 'g') }
}

/**
 * The separator between a name and its value in JSON (also escaped), YAML, forms, environment variables and command
 * lines.
 */
const IS = String.raw`(?:\\{0,3}["'])?[ \t]{0,4}(?:=|:|=>|:=)[ \t]{0,4}`
const QUOTED = String.raw`\\{0,3}["'](?<secret>[^"'\\\n]{1,8192})(?=\\{0,3}["'])`
const BARE = String.raw`(?<secret>[^\s"'\`&,;<>(){}\[\]\\|]{3,${MAX_SECRET_LENGTH}})`
/** For names that can also be the end of a longer word. */
const ALONE = '(?<![A-Za-z0-9.])'

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
  const sources = [...names.map(spelled), ...alone.map((it) => `${ALONE}${spelled(it)}`)]
  const row = (tail: string, test: (value: string) => boolean): RedactionRule => ({
    id,
    hints: [...names, ...alone].flatMap(spellings),
    nature,
    pattern: new RegExp(`(?:${sources.join('|')})${tail}`, 'gi'),
    accept: test,
    ...(name !== undefined && { name }),
    ...(revoke !== undefined && { revoke }),
  })
  return [row(IS + QUOTED, accept), row(`=${BARE}`, accept), row(IS + BARE, acceptLoose)]
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
