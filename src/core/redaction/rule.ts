/** One kind of credential or personal detail, and the two usual ways of recognising one: by its prefix, by its name. */
import { looksRandom, looksSecret } from './entropy.ts'

/**
 * `live`: has to be revoked by its owner. `single-use`: of no use to anybody once the login is over. `personal`: tells
 * who somebody is, or where.
 */
export type Nature = 'live' | 'single-use' | 'personal'

export interface SecretKind {
  /** Name in `[redacted:<id>]`. */
  readonly id: string
  /** Global; the group `secret`, or else the whole match, is what goes. The group is the end of the match. */
  readonly pattern: RegExp
  /** Lower-case literals of which one is in every match: lines without any are never looked at. */
  readonly hints?: readonly string[]
  /** Instead, where every literal is too common or none is in all matches: the source of a cheap pattern that is. */
  readonly shape?: string
  readonly nature: Nature
  /** What it is called in a warning; of live kinds only. */
  readonly name?: string
  /** How its owner ends it: an address, or a few words that go on from the name. */
  readonly revoke?: string
  /** Whether the value is one; placeholders are never passed unless `judgesFillers`. */
  readonly accept?: (value: string) => boolean
  /** `accept` tells fillers apart by itself: the value has several parts. */
  readonly judgesFillers?: boolean
  /** A match can reach over line ends. */
  readonly spansLines?: boolean
}

/** No credential is longer; an open-ended repetition over megabytes overflows the stack of the engine. */
const MAX_SECRET_LENGTH = 32_768

interface Prefixed {
  readonly id: string
  readonly name: string
  readonly hints?: readonly string[]
  readonly shape?: string
  /** `{n,}` ends at `MAX_SECRET_LENGTH`. */
  readonly body: string
  readonly revoke: string
  readonly accept?: (value: string) => boolean
}

/** A token that its prefix gives away; `_` and `-` may stand before it, as in Markdown and in names of files. */
export function prefixed({ body, ...rest }: Prefixed): SecretKind {
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${body.replaceAll(',}', `,${MAX_SECRET_LENGTH}}`)})`, 'g')
  return { ...rest, nature: 'live', pattern }
}

/** Letters of base64url without a break: as long as a file that is read, and the engine's stack holds that. */
const RUN = 4 * 1024 * 1024

interface Dotted extends Omit<Prefixed, 'body'> {
  /** How the first part begins. */
  readonly head: string
  /** The parts behind the first dot. */
  readonly rest: string
}

/**
 * A token of parts in base64url with dots between. Its prefix may stand many times in one run of letters, and all of
 * them end at the same dot; so what follows the run is looked at first, once, and then the first prefix is the one.
 */
export function dotted({ head, rest, ...kind }: Dotted): SecretKind {
  const tail = rest.replaceAll(',}', `,${RUN}}`)
  const follows = String.raw`(?<![\w-])(?=[\w-]{8,${RUN}}\.(?:${tail}))`
  const token = String.raw`(?<![A-Za-z0-9])(?<secret>${head}[\w-]{8,${RUN}}\.(?:${tail}))`
  return { ...kind, nature: 'live', pattern: new RegExp(String.raw`${follows}[\w-]{0,${RUN}}?${token}`, 'g') }
}

/** Between a name and its value, in JSON (also escaped), YAML, form, environment and command lines. */
const IS = String.raw`(?:\\{0,3}["'])?[ \t]{0,4}(?:=|:|=>|:=)[ \t]{0,4}`
const QUOTED = String.raw`\\{0,3}["'](?<secret>[^"'\\\n]{1,8192})(?=\\{0,3}["'])`
const BARE = String.raw`(?<secret>[^\s"'\`&,;<>(){}\[\]\\|]{3,${MAX_SECRET_LENGTH}})`
/** Names that are also the end of longer words. */
const ALONE = '(?<![A-Za-z0-9.])'

interface Named {
  readonly id: string
  readonly name?: string
  /** In lower case; `_` stands for a hyphen, an underscore or nothing. */
  readonly names: readonly string[]
  /** Names that count only where no letter stands before them. */
  readonly alone?: readonly string[]
  readonly nature?: Nature
  readonly revoke?: string
  /** For quoted values and those behind `=`. */
  readonly accept?: (value: string) => boolean
  /** For values behind a colon in running text, where error messages stand. */
  readonly acceptLoose?: (value: string) => boolean
}

/** A value that its name gives away: one row for quotes, one for `name=value`, one for `name: value`. */
export function named({ id, name, names, alone = [], nature = 'live', revoke, ...judges }: Named): SecretKind[] {
  const { accept = looksSecret, acceptLoose = looksRandom } = judges
  const sources = [...names.map(spelled), ...alone.map((it) => `${ALONE}${spelled(it)}`)]
  const row = (tail: string, test: (value: string) => boolean): SecretKind => ({
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

/** Every way that `spelled` matches, to be looked for as they are. */
function spellings(name: string): readonly string[] {
  return name
    .split('_')
    .reduce<string[]>(
      (begun, word, at) => (at === 0 ? [word] : begun.flatMap((it) => ['', '_', '-'].map((gap) => it + gap + word))),
      [],
    )
}
