/** Values in configuration syntax: a command-line option, an XML element, or a name and a value side by side. */

import { type CredentialNature, natureOf } from '../credential-names.ts'
import type { RedactionRule } from '../rule.ts'
import { looksRandom } from '../value-shapes.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'
import { CHANGE_EVERYWHERE, REVOKE_AT_ISSUER } from './revocation.ts'

interface Setting extends Pick<RedactionRule, 'id' | 'name' | 'revoke'> {
  /** Pattern for the end of the setting's name. */
  readonly nameEnd: string
  /** Every name ends with one of these. */
  readonly endings: readonly string[]
  /** Natures of the names in another field. */
  readonly natures: readonly CredentialNature[]
  /** Shorter values are not credentials. */
  readonly minLength: number
}

const KEYS = '(?:api|access|secret|auth|private|signing|encryption|master)[_-]?key'

const PASSWORD: Setting = {
  id: 'password',
  name: 'password',
  revoke: CHANGE_EVERYWHERE,
  nameEnd: 'pass(?:word|wd|phrase)?',
  endings: ['pass', 'password', 'passwd', 'passphrase'],
  natures: ['password'],
  minLength: 8,
}
const TOKEN: Setting = {
  id: 'token',
  name: 'token',
  revoke: REVOKE_AT_ISSUER,
  nameEnd: `token|secret|${KEYS}|pat|bearer`,
  endings: ['token', 'secret', 'key', 'pat', 'bearer'],
  natures: ['token', 'key'],
  minLength: 16,
}

/** Between the name of a field and its value. */
const FIELD_IS = String.raw`\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?`

export const SETTING_VALUES: readonly RedactionRule[] = [
  ...[PASSWORD, TOKEN].map(element),
  // Also matches short values and any key, except a bare `<key>`, which names the next value in a property list.
  element({ ...TOKEN, nameEnd: 'token|secret|(?<!<)key', endings: ['token', 'secret', 'key'], minLength: 8 }),
  ...[PASSWORD, TOKEN].map(attribute),
  ...[PASSWORD, TOKEN].flatMap(option),
  ...[PASSWORD, TOKEN].flatMap((it) => [pair(it), reversedPair(it), property(it), variable(it)]),
]

/** An XML element, as in Maven and NuGet settings. */
function element({ nameEnd, endings, minLength, natures: _, ...rest }: Setting): RedactionRule {
  const pattern = String.raw`<[\w.:-]{0,40}?(?:${nameEnd})(?:[ \t][^<>\n]{0,200})?>(?:<value>)?(?<secret>[^\s<>]{${minLength},8192})(?=<\/)`
  return {
    ...rest,
    nature: 'live',
    // An element with attributes is read only if it is a password's, as in WS-Security.
    hints: endings.flatMap((it) => (it.startsWith('passw') ? [`${it}>`, `${it} type=`] : [`${it}>`])),
    pattern: new RegExp(pattern, 'gi'),
    accept: (it) => looksRandom(it, minLength),
  }
}

/** An XML element that is named by an attribute, as in Hibernate, Hadoop and Android: `<string name="api_key">x</string>`. */
function attribute({ nameEnd, endings, minLength, natures: _, ...rest }: Setting): RedactionRule {
  const pattern = String.raw`(?:name|key|id)[ \t]{0,4}=[ \t]{0,4}["'][\w.:-]{0,80}?(?:${nameEnd})["'][ \t]{0,4}>(?<secret>[^\s<>]{${minLength},8192})(?=<\/)`
  return {
    ...rest,
    nature: 'live',
    hints: endings.flatMap((it) => [`${it}">`, `${it}'>`]),
    pattern: new RegExp(pattern, 'gi'),
    accept: (it) => looksRandom(it, minLength),
  }
}

/** The value of a command-line option (`--api-key x`) on the same line or the next one, also in a JSON list. */
function option({ nameEnd, endings: _, natures: __, minLength, ...rest }: Setting): RedactionRule[] {
  // Two dashes with no dash before them. Otherwise a match could start at every dash in a long row of them.
  const name = String.raw`(?<!-)--[\w-]{0,40}?(?:${nameEnd})`
  const row = (gap: string, more: Pick<RedactionRule, 'accept' | 'spansLines'>): RedactionRule => {
    const pattern = new RegExp(name + gap + secret(minLength), 'gi')
    return { ...rest, ...more, nature: 'live', hints: ['--'], shape: new RegExp(name, 'iy'), pattern }
  }
  return [
    row(String.raw`(?:["'][ \t]{0,4},[ \t]{0,4}["']|[ \t]{1,4}["']?)`, { accept: (it) => isValue(it, minLength) }),
    row(String.raw`["'][ \t]{0,4},\s{1,40}["']`, {
      accept: (it) => isUnprefixedValue(it, minLength),
      spansLines: true,
    }),
  ]
}

/**
 * A name and a value in separate fields, as in Kubernetes, Postman and .NET: `"name": "API_KEY", "value": "x"`,
 * `<add key="ApiKey" value="x"/>`, or YAML on two lines.
 */
function pair({ nameEnd: _, endings: __, minLength, natures, ...rest }: Setting): RedactionRule {
  const between = String.raw`\\{0,3}["']?[ \t]{0,4}(?:,\s{0,40}|\s{1,40})\\{0,3}["']?(?:value|content)`
  const pattern = `(?:name|key)${FIELD_IS}(?<name>[\\w.:-]{1,80})${between}${FIELD_IS}${secret(minLength)}`
  const hints = ['value', 'content']
  const shape = /(?:value|content)\\{0,3}["']?[ \t]{0,4}[:=]/iy
  const accept = (it: string, name: string) => isUnprefixedValue(it, minLength) && isNamed(name, natures)
  return { ...rest, nature: 'live', hints, shape, pattern: new RegExp(pattern, 'gi'), accept, spansLines: true }
}

/** A variable of Terraform or a parameter of CloudFormation, with its default value inside a block. */
function variable({ nameEnd: _, endings: __, minLength, natures, ...rest }: Setting): RedactionRule {
  return {
    ...rest,
    nature: 'live',
    hints: ['variable "', '    default: '],
    pattern: new RegExp(
      String.raw`(?:variable "|\n[ \t]{1,8})(?<name>[\w-]{1,80})(?:"[ \t]{0,4}\{[^{}]{0,400}?\sdefault[ \t]{0,40}=[ \t]{0,4}"|:[ \t]{0,4}\n(?:[ \t]{1,16}[A-Z]\w{1,30}: [^\n]{0,200}\n){0,6}?[ \t]{1,16}Default: ["']?)(?<secret>[^\s"$]{${minLength},8192})`,
      'g',
    ),
    accept: (it, name) => isUnprefixedValue(it, minLength) && isNamed(name, natures),
    spansLines: true,
  }
}

/** The same with the value first, as some programs sort the fields. */
function reversedPair({ nameEnd, endings: _, minLength, natures: __, ...rest }: Setting): RedactionRule {
  const name = String.raw`\\{0,3}["'][ \t]{0,4},\s{1,40}\\{0,3}["'](?:name|key)${FIELD_IS}[\w.:-]{0,60}?(?:${nameEnd})(?![\w-])`
  const pattern = `["']value${FIELD_IS}${secret(minLength)}(?=${name})`
  const hints = ['value']
  const shape = /value\\{0,3}["'][ \t]{0,4}:/iy
  const accept = (it: string) => isUnprefixedValue(it, minLength)
  return { ...rest, nature: 'live', hints, shape, pattern: new RegExp(pattern, 'gi'), accept, spansLines: true }
}

/** A property list of Apple or the settings of Hadoop: the name in one element, the value in the next. */
function property({ nameEnd: _, endings: __, minLength, natures, ...rest }: Setting): RedactionRule {
  return {
    ...rest,
    nature: 'live',
    hints: ['</key>', '</name>'],
    pattern: new RegExp(
      String.raw`<(?:key|name)>(?<name>[\w.:-]{1,80})<\/(?:key|name)>\s{0,40}<(?:string|value)>(?<secret>[^\s<>]{${minLength},8192})(?=<\/)`,
      'gi',
    ),
    accept: (it, name) => isUnprefixedValue(it, minLength) && isNamed(name, natures),
    spansLines: true,
  }
}

function isNamed(name: string, natures: readonly CredentialNature[]): boolean {
  const nature = natureOf(name)
  return nature !== null && natures.includes(nature)
}

function secret(minLength: number): string {
  return String.raw`(?<secret>[^\s"'\`,;<>(){}[\]\\|]{${minLength},8192})`
}

/** A path says where the value is stored; it is not the value itself. */
function isValue(text: string, minLength: number): boolean {
  return looksRandom(text, minLength) && !/^(?:[.~]{0,2}\/|[a-z]:|arn:)/i.test(text)
}

/** Patterns that span lines run first. A token with a known prefix must still get its own kind. */
function isUnprefixedValue(text: string, minLength: number): boolean {
  return isValue(text, minLength) && !isPrefixedToken(text)
}
