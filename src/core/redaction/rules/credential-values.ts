/**
 * Values recognised by a name that contains a word for a credential, in any spelling and among other words. The more
 * specific rules of `named-values.ts` come first; these find what is named in a way that nobody listed.
 */
import { BARE_LINE, BARE_WORD, EQUALS, IS, QUOTE, QUOTED } from '../assignment.ts'
import { type CredentialNature, natureOf } from '../credential-names.ts'
import type { RedactionRule } from '../rule.ts'
import { isPlaceholder, isUuid, looksGenerated, looksLikePassword } from '../value-shapes.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'

interface Kind extends Pick<RedactionRule, 'id' | 'name' | 'revoke' | 'hints'> {
  readonly nature: CredentialNature
  /** Pattern for the word in the name; `natureOf` judges the whole name. */
  readonly word: string
}

const REVOKE = 'revoke it where it was issued'

const KINDS: readonly Kind[] = [
  {
    id: 'password',
    name: 'password',
    revoke: 'change it wherever it is used',
    nature: 'password',
    word: 'passw(?:or)?[dt]|passphrase|passcode|pwd|passe?(?![a-z])|pword|pw(?![a-z])|contrase.a|senha|wachtwoord',
    hints: ['pass', 'pw', 'contrase', 'senha', 'wachtwoord'],
  },
  {
    id: 'token',
    name: 'token',
    revoke: REVOKE,
    nature: 'token',
    word: 'token|secret|cred(?:ential|s?(?![a-z]))|pats?(?![a-z])|jwt|bearer|(?:api|access|secret|auth)key',
    hints: ['token', 'secret', 'cred', 'pat', 'jwt', 'bearer', 'apikey', 'accesskey', 'authkey'],
  },
  {
    id: 'api-key',
    name: 'API key',
    revoke: REVOKE,
    nature: 'key',
    word: '(?:key|session|ticket)s?(?![a-z])|auth(?![a-z])|clearance|assertion',
    hints: ['key', 'session', 'ticket', 'auth', 'clearance', 'assertion'],
  },
]

/** Where a value stands decides how much it has to look like one. */
type Certainty = 'assigned' | 'after a colon' | 'nearby' | 'next word'

/** Shortest value that counts, by the nature of its name. In running text a colon is also punctuation. */
const MIN_LENGTHS: Readonly<Record<Certainty, Readonly<Record<CredentialNature, number>>>> = {
  assigned: { password: 4, token: 10, key: 16 },
  'after a colon': { password: 8, token: 13, key: 16 },
  nearby: { password: 8, token: 13, key: 16 },
  'next word': { password: 8, token: 20, key: 20 },
}

/** Returns the check of a value whose name has this nature. */
function isValueOf(nature: CredentialNature, certainty: Certainty): (value: string, name: string) => boolean {
  const minLength = MIN_LENGTHS[certainty][nature]
  return (text, name) => {
    const value = text.replace(SCHEME, '')
    if (certainty === 'next word')
      return value.length >= minLength && natureOf(withoutVerdict(name)) === nature && isUnmistakable(value)
    if (value.length < minLength || natureOf(name) !== nature || isPlaceholder(value) || isExpression(value))
      return false
    if (nature === 'password') return certainty === 'assigned' ? looksAssigned(value) : looksTyped(value, certainty)
    if (/\s/.test(value)) return false
    if (/^[0-9a-f]{16,}$/i.test(value) && /\d/.test(value)) return nature === 'token' || /[a-f]/i.test(value)
    if (isUuid(value))
      return nature === 'token' || /secret|access|api|private|auth|^x-/i.test(name) || /^[A-Z0-9_]+$/.test(name)
    if (nature === 'token' && certainty === 'assigned' && LONG_NUMBER.test(value)) return true
    return looksGenerated(value, minLength)
  }
}

/** The scheme of an `Authorization` header before the value. */
const SCHEME = /^[A-Za-z][\w-]{1,20}[ \t]{1,4}(?=\S+$)/

/** "Invalid token x" quotes the token; "invalid token: x" explains what is invalid about one. */
function withoutVerdict(name: string): string {
  return name.replace(/^(?:invalid|expired|wrong|unknown|the|this|a|no|with|bad)[ \t]/i, 'any-')
}

/** A value that no word, hash or identifier looks like: capitals, small letters and digits in one run. */
function isUnmistakable(value: string): boolean {
  const run = /[A-Za-z0-9]{16}/.exec(value)
  return run !== null && /[a-z]/.test(run[0]) && /[A-Z]/.test(run[0]) && /\d/.test(value) && looksGenerated(value, 20)
}

/** Longer than a count or a time in milliseconds. */
const LONG_NUMBER = /^\d{15,}$/

/** Code rather than a value: `config.get(…)`, `this.token`, `getToken`, a type name. */
function isExpression(value: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){1,8}\(?$|^\w*(?:String|Str|Type|Field|Error|Exception|Input|Secret)\??$/.test(
    value,
  )
}

/** A password in quotation marks or after `=`: not a plain word, a count or a path. */
function looksAssigned(value: string): boolean {
  return looksLikePassword(value) && !/^(?:-?\d{1,5}|[a-z_-]+|[A-Z_-]+|[A-Z][a-z]+|\w+ .*)$/.test(value)
}

/** A password in running text: letters and digits, letters and signs, or after a colon a capital inside a word. */
function looksTyped(value: string, certainty: Certainty): boolean {
  if (!looksLikePassword(value) || /^[\w.]+\(|^\/|[:;]$/.test(value)) return false
  if (/[A-Za-z]/.test(value) && /[\d!@#$%^&*+]/.test(value)) return true
  return certainty === 'after a colon' && /^[A-Z]?[a-z]{2,}[A-Z][A-Za-z]+$/.test(value)
}

/** The type of a variable, as in Go and Kotlin. */
const TYPE = String.raw`(?:[ \t]{1,4}[A-Za-z][\w.]{1,20}|:[ \t]?[A-Za-z][\w.<>]{1,20})?`
/** The arguments of a call, or two elements of a list. */
const BESIDE = String.raw`(?:[ \t]{0,4}\([ \t]{0,4}|${QUOTE}[ \t]{0,4},[ \t]{0,4})`
/** A sentence, a row of a table in Markdown, comma-separated values, or an arrow. */
const AFTER = String.raw`(?:[ \t]{1,4}(?:is|was)[ \t:]{1,4}["'\`*]{0,3}|["'\`*]{0,3}[ \t]{0,20}\|[ \t]{0,20}["'\`*]{0,3}|,(?=[^\s,]{10})|[ \t]?->[ \t]?)`
/** An object that a program printed, with or without the name of its field. */
const PRINTED_OBJECT = String.raw`(?:[ \t]?[({[][ \t]?(?:\w{1,20}[=:][ \t]?)?["']?|=[A-Za-z]{2,20}\(|[ \t]{1,4}["'])`
/** The line after the name: a block in YAML or XML, a value in JSON or PHP. */
const NEXT_LINE = String.raw`${QUOTE}?\]?[ \t]{0,8}(?:=>?|:|>)[ \t]{0,4}[|>]?[+-]?[ \t]{0,4}\n[ \t>]{0,40}(?:string\(\d{1,6}\)[ \t])?${QUOTE}?`
/** A heading or a label, with an empty line or a fence between it and the value. */
const BELOW = String.raw`["'*]{0,3}:?["'*]{0,3}[ \t]{0,4}\n(?:[ \t>]{0,8}(?:\`\`\`\w{0,10})?\n)?[ \t>]{0,40}${QUOTE}?`
const LINE_ENDS = String.raw`(?=${QUOTE}?[ \t,;]{0,4}(?:\n|<|$))`
/** Commands that set a variable, and those that print one. */
const SETS = String.raw`(?<![\w-])(?:setx?|setenv|export|configure|config|add|put|env)[ \t]{1,4}(?:[^\s=]{1,80}[ \t]{1,4}){0,2}?[^\s=]{0,60}?`
const PRINTED = String.raw`\}?${QUOTE}?[ \t]{0,4}\n[ \t>]{0,8}`
const PRINTS = String.raw`(?<![\w-])(?:printenv|echo|print|cat|write-output|type|read|get)[ \t]{1,4}[^\s=]{0,60}?`

/** A way to write a value beside its name, as sources of patterns. */
interface Form {
  /** What is before the name. */
  readonly before?: string
  readonly between: string
  /** `bare` is a value without quotation marks. */
  readonly value: 'quoted' | 'bare' | 'line'
  readonly certainty: Certainty
  /** Names of this nature are also the names of functions and words of prose. */
  readonly except?: CredentialNature
  readonly spansLines?: true
}

const FORMS: readonly Form[] = [
  { between: TYPE + IS, value: 'quoted', certainty: 'assigned' },
  { between: EQUALS, value: 'bare', certainty: 'assigned' },
  { between: IS, value: 'bare', certainty: 'after a colon' },
  { between: BESIDE, value: 'quoted', certainty: 'nearby' },
  { between: AFTER, value: 'bare', certainty: 'nearby' },
  { between: PRINTED_OBJECT, value: 'bare', certainty: 'nearby', except: 'password' },
  { before: SETS, between: `[ \\t]{1,4}${QUOTE}?`, value: 'bare', certainty: 'nearby' },
  { between: NEXT_LINE, value: 'line', certainty: 'nearby', spansLines: true },
  { between: BELOW, value: 'line', certainty: 'next word', spansLines: true },
  { between: `[ \\t]{1,3}${QUOTE}?`, value: 'bare', certainty: 'next word' },
  { before: PRINTS, between: PRINTED, value: 'line', certainty: 'nearby', spansLines: true },
]

export const CREDENTIAL_VALUES: readonly RedactionRule[] = KINDS.flatMap((kind) =>
  FORMS.filter(({ except }) => except !== kind.nature).map((form) => ruleFor(kind, form)),
)

function ruleFor({ word, nature, ...kind }: Kind, form: Form): RedactionRule {
  const { before = '', between, value, certainty, spansLines } = form
  // The pattern starts at the word; redaction adds the part of the name before it.
  const named = String.raw`(?:${word})[\w.-]{0,40}`
  const isValue = isValueOf(nature, certainty)
  return {
    ...kind,
    nature: 'live',
    shape: new RegExp(`${named}${between}(?=\\S{${value === 'quoted' ? 1 : MIN_LENGTHS[certainty][nature]}})`, 'iy'),
    pattern: new RegExp(`${before}(?<name>${named})${between}${sourceOf(value, nature)}`, 'gi'),
    // Rules that span lines run first. A token with a known prefix must still get its own kind.
    accept: spansLines ? (it, name) => isValue(it, name) && !isPrefixedToken(it) : isValue,
    ...(spansLines && { spansLines }),
  }
}

function sourceOf(value: Form['value'], nature: CredentialNature): string {
  if (value === 'quoted') return QUOTED
  if (value === 'line') return BARE_LINE + LINE_ENDS
  return nature === 'password' ? BARE_LINE : BARE_WORD
}
