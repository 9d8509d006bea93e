/** One kind of credential or personal detail, and the two usual ways of recognising one: by its prefix, by its name. */
import { looksRandom, looksSecret } from './secret-shape.ts'

export interface SecretKind {
  /** Name in `[redacted:<id>]`. */
  readonly id: string
  /** Global; the group `secret`, or else the whole match, is what goes. The group is the end of the match. */
  readonly pattern: RegExp
  /** Lower-case literals of which one is in every match: saves running the pattern over most texts. */
  readonly hints: readonly string[]
  /** A working credential's shape, which its owner has to revoke. False for personal and for single-use values. */
  readonly live: boolean
  /** Whether the value is one; placeholders are never passed. */
  readonly accept?: (value: string) => boolean
}

/** No credential is longer; an open-ended repetition over megabytes overflows the stack of the engine. */
export const LONGEST_SECRET = 32_768

/** A token that its prefix gives away; `{n,}` in its body ends at `LONGEST_SECRET`. */
export function prefixed(
  id: string,
  hints: readonly string[],
  body: string,
  accept?: SecretKind['accept'],
): SecretKind {
  const pattern = new RegExp(`(?<![A-Za-z0-9_-])(?:${body.replaceAll(',}', `,${LONGEST_SECRET}}`)})`, 'g')
  return { id, hints, live: true, pattern, ...(accept && { accept }) }
}

/** Between a name and its value, in JSON (also escaped), YAML, form, environment and command lines. */
const IS = String.raw`(?:\\{0,3}["'])?[ \t]{0,4}(?:=|:|=>|:=)[ \t]{0,4}`
const QUOTED = String.raw`\\{0,3}["'](?<secret>[^"'\\\n]{1,8192})(?=\\{0,3}["'])`
const BARE = String.raw`(?<secret>[^\s"'\`&,;<>(){}\[\]\\|]{3,${LONGEST_SECRET}})`

interface Named {
  readonly id: string
  /** Alternatives for the name; case does not matter. */
  readonly names: string
  readonly hints: readonly string[]
  readonly live?: boolean
  /** For quoted values and those behind `=`. */
  readonly accept?: (value: string) => boolean
  /** For values behind a colon in running text, where error messages stand. */
  readonly acceptLoose?: (value: string) => boolean
}

/** A value that its name gives away: one row for quotes, one for `name=value`, one for `name: value`. */
export function named({
  id,
  names,
  hints,
  live = true,
  accept = looksSecret,
  acceptLoose = looksRandom,
}: Named): SecretKind[] {
  const row = (tail: string, test: (value: string) => boolean): SecretKind => ({
    id,
    hints,
    live,
    pattern: new RegExp(`(?:${names})${tail}`, 'gi'),
    accept: test,
  })
  return [row(IS + QUOTED, accept), row(`=${BARE}`, accept), row(IS + BARE, acceptLoose)]
}
