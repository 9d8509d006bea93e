/** Values in the forms of settings: an option of a command line, an element of XML, a name and a value side by side. */

import { looksRandom } from '../entropy.ts'
import type { SecretKind } from '../rule.ts'
import { CLOUD_TOKENS } from './cloud-tokens.ts'
import { SERVICE_TOKENS } from './service-tokens.ts'

interface Setting extends Pick<SecretKind, 'id' | 'name' | 'revoke'> {
  /** How its name ends, as a pattern. */
  readonly ends: string
  /** Shorter values are no credentials. */
  readonly atLeast: number
}

const KEYS = '(?:api|access|secret|auth|private|signing|encryption|master)[_-]?key'

const PASSWORD: Setting = {
  ...{ id: 'password', name: 'password', revoke: 'change it wherever it is used' },
  ...{ ends: 'pass(?:word|wd|phrase)?', atLeast: 8 },
}
const TOKEN: Setting = {
  ...{ id: 'token', name: 'token', revoke: 'revoke it where it was issued' },
  ...{ ends: `token|secret|${KEYS}|pat|bearer`, atLeast: 16 },
}

export const SETTING_VALUES: readonly SecretKind[] = [
  ...[PASSWORD, TOKEN].map(element),
  // Short ones, too, and any key: all but `<key>` alone, which names the next value of a property list.
  element({ ...TOKEN, ends: 'token|secret|(?<!<)key', atLeast: 8 }),
  ...[PASSWORD, TOKEN].flatMap(option),
  ...[PASSWORD, TOKEN].map(pair),
]

/** Tokens that say themselves whose they are. */
const PREFIXED = [...SERVICE_TOKENS, ...CLOUD_TOKENS]

/** An element of XML, as in the settings of Maven and NuGet. */
function element({ ends, atLeast, ...rest }: Setting): SecretKind {
  const pattern = String.raw`<[\w.:-]{0,40}?(?:${ends})>(?<secret>[^\s<>]{${atLeast},8192})(?=<\/)`
  const shape = `(?:${ends})>`
  return {
    ...rest,
    nature: 'live',
    shape,
    pattern: new RegExp(pattern, 'gi'),
    accept: (it) => looksRandom(it, atLeast),
  }
}

/** The value of an option of a command line (`--api-key x`), also as a list in JSON, on its line or on the next. */
function option({ ends, atLeast, ...rest }: Setting): SecretKind[] {
  // Two dashes with none before: in a line of dashes every one of them could be the beginning.
  const name = String.raw`(?<!-)--[\w-]{0,40}?(?:${ends})`
  const row = (gap: string, more: Pick<SecretKind, 'accept' | 'spansLines'>): SecretKind => {
    return { ...rest, ...more, nature: 'live', shape: name, pattern: new RegExp(name + gap + secret(atLeast), 'gi') }
  }
  return [
    row(String.raw`(?:["'][ \t]{0,4},[ \t]{0,4}["']|[ \t]{1,4}["']?)`, { accept: (it) => isValue(it, atLeast) }),
    row(String.raw`["'][ \t]{0,4},\s{1,40}["']`, { accept: (it) => isUnnamed(it, atLeast), spansLines: true }),
  ]
}

/**
 * A name and a value as fields of their own, as Kubernetes, Postman and .NET have them: `"name": "API_KEY", "value": "x"`,
 * `<add key="ApiKey" value="x"/>`, or in YAML on two lines.
 */
function pair({ ends, atLeast, ...rest }: Setting): SecretKind {
  const is = String.raw`\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?`
  const between = String.raw`\\{0,3}["']?[ \t]{0,4},?\s{1,40}\\{0,3}["']?value`
  const pattern = `(?:name|key)${is}[\\w.:-]{0,60}?(?:${ends})${between}${is}${secret(atLeast)}`
  const shape = `(?:${ends})${between}`
  const accept = (it: string) => isUnnamed(it, atLeast)
  return { ...rest, nature: 'live', shape, pattern: new RegExp(pattern, 'gi'), accept, spansLines: true }
}

function secret(atLeast: number): string {
  return String.raw`(?<secret>[^\s"'\`,;<>(){}[\]\\|]{${atLeast},8192})`
}

/** A path is where the value stands, not the value. */
function isValue(text: string, atLeast: number): boolean {
  return looksRandom(text, atLeast) && !/^(?:[.~]{0,2}\/|[a-z]:)/i.test(text)
}

/** What spans lines is replaced first: a token that says whose it is keeps its own kind. */
function isUnnamed(text: string, atLeast: number): boolean {
  return isValue(text, atLeast) && !PREFIXED.some(({ pattern }) => text.search(pattern) !== -1)
}
