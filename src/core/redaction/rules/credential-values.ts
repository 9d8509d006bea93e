/**
 * Values recognised by a name that contains a word for a credential, in any spelling and among other words. The more
 * specific rules of `named-values.ts` come first; these find what is named in a way that nobody listed.
 */

import { BARE_LINE, BARE_WORD, QUOTED } from '../assignment.ts'
import { type CredentialNature, natureOf } from '../credential-names.ts'
import type { RedactionRule } from '../rule.ts'
import {
  isPlaceholder,
  isUuid,
  looksGenerated,
  looksLikePassword,
  looksMixed,
  looksStrong,
  readsAsWords,
} from '../value-shapes.ts'
import { type Certainty, FORMS, type Form, LINE_ENDS } from './credential-forms.ts'
import { CREDENTIAL_KINDS, type CredentialKind } from './credential-kinds.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'

/** Prose after a name is read only if it has a digit or a sign, as a value has there. */
const WORD_WITH_VALUE = String.raw`(?:(?![ \t]{1,3}[a-z])|(?=[^\n]{0,160}[\d!?@#$%^&*+]))`

/** Shortest value that counts, by the nature of its name. In running text a colon is also punctuation. */
const MIN_LENGTHS: Readonly<Record<Certainty, Readonly<Record<CredentialNature, number>>>> = {
  assigned: { password: 4, token: 10, key: 16 },
  'after a colon': { password: 8, token: 13, key: 16 },
  nearby: { password: 8, token: 13, key: 16 },
  'next word': { password: 8, token: 20, key: 20 },
  stated: { password: 8, token: 20, key: 20 },
}

/** Returns the check of a value whose name has this nature. */
function isValueOf(
  nature: CredentialNature,
  { certainty, value: written }: Form,
): (value: string, name: string) => boolean {
  const minLength = MIN_LENGTHS[certainty][nature]
  return (text, name) => {
    const value = text.replace(SCHEME, '')
    if (certainty === 'next word' || certainty === 'stated') {
      if (value.length < minLength || natureOf(withoutVerdict(name)) !== nature) return false
      if (isUnmistakable(value) || (COMPOUND_NAME.test(name) && isNumber(value))) return true
      if (nature !== 'password') return false
      return certainty === 'stated'
        ? looksMixed(value)
        : looksStrong(value) || (value.length >= 10 && looksMixed(value))
    }
    if (value.length < minLength || natureOf(name) !== nature || isPlaceholder(value)) return false
    const isText = written === 'quoted' || (certainty === 'nearby' && nature === 'password')
    if (isExpression(value) && !(isText && isPasswordWithDot(value))) return false
    if (nature === 'password') return certainty === 'assigned' ? looksAssigned(value) : looksTyped(value, certainty)
    if (/\s/.test(value)) return false
    if (/^[0-9a-f]{16,}$/i.test(value) && /\d/.test(value)) return nature === 'token' || /[a-f]/i.test(value)
    if (isUuid(value))
      return nature === 'token' || /secret|access|api|private|auth|^x-/i.test(name) || /^[A-Z0-9_]+$/.test(name)
    if (nature === 'token' && certainty === 'assigned' && LONG_NUMBER.test(value)) return true
    if (looksGenerated(value, minLength)) return true
    return nature === 'token' && certainty !== 'nearby' && looksStrong(value) && looksMixed(value)
  }
}

/** A name as in source code, which prose does not contain: `ACME_API_KEY`, `NuGetApiKey`. */
const COMPOUND_NAME = /(?:^|[ \t])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Za-z]+[a-z][A-Z][A-Za-z]*)$/

/** A UUID or at least 128 bits in hexadecimal. */
function isNumber(value: string): boolean {
  return isUuid(value) || (/^[0-9a-f]{32,128}$/i.test(value) && /\d/.test(value))
}

/** The scheme of an `Authorization` header before the value. */
const SCHEME = /^[A-Za-z][\w-]{1,20}[ \t]{1,4}(?=\S+$)/

/** "Invalid token x" quotes the token; "invalid token: x" explains what is invalid about one. */
function withoutVerdict(name: string): string {
  return name.replace(/^(?:invalid|expired|wrong|unknown|the|this|a|no|with|bad)[ \t]/i, 'any-')
}

/** A value that no word, hash or identifier looks like: digits and both cases, or letters beyond `f`, in one run. */
function isUnmistakable(value: string): boolean {
  if (!/\d/.test(value) || !looksGenerated(value, 20)) return false
  return (value.match(/[A-Za-z0-9]{16,}/g) ?? []).some(
    (run) => (/[a-z]/.test(run) && /[A-Z]/.test(run)) || (run.length >= MIN_LOWER_CASE && /[g-z].*[g-z]/.test(run)),
  )
}

/** A run of small letters and digits has to be this long to be no identifier. */
const MIN_LOWER_CASE = 24

/** Longer than a count or a time in milliseconds. */
const LONG_NUMBER = /^\d{15,}$/

/** Code rather than a value: `config.get(…)`, `this.token`, `getToken`, a type name. */
function isExpression(value: string): boolean {
  if (/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){1,8}\(?$/.test(value))
    return !value.split('.').some((part) => looksGenerated(part))
  return /^\w*(?:String|Str|Type|Field|Error|Exception|Input|Secret)\??$/.test(value)
}

/** In quotation marks, a path of properties has no digit and no two cases at once. */
function isPasswordWithDot(value: string): boolean {
  return /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)
}

/** A password in quotation marks or after `=`: not a plain word, a count or a path. */
function looksAssigned(value: string): boolean {
  return looksLikePassword(value) && !/^(?:-?\d{1,5}|[a-z_.-]+|[A-Z_-]+|[A-Z][a-z]+|\w+ .*)$/.test(value)
}

/** A password in running text: letters and digits, letters and signs, or after a colon a capital inside a word. */
function looksTyped(value: string, certainty: Certainty): boolean {
  if (!looksLikePassword(value) || /^[\w.]+\(|^\/|[:;]$|\s|^\d{1,4}-?\p{L}+$/u.test(value)) return false
  // Without blanks the sentence goes on after the value.
  const ascii = value.replace(/[^\0-\u024f].*/, '')
  if (ascii !== value && (ascii.length < 6 || readsAsWords(ascii))) return false
  if (/[A-Za-z]/.test(value) && /[\d!@#$%^&*+]/.test(value)) return !/^[A-Za-z]+[!?.]+$/.test(value)
  if (!/^[A-Za-z]+$/.test(value)) return false
  if (certainty === 'after a colon' && /^[A-Z]?[a-z]{2,}[A-Z][A-Za-z]+$/.test(value)) return true
  return /[a-z].*[A-Z]|[A-Z].*[a-z]/.test(value) && !readsAsWords(value)
}

export const CREDENTIAL_VALUES: readonly RedactionRule[] = CREDENTIAL_KINDS.flatMap((kind) =>
  [false, true].flatMap((spansLines) => rulesFor(kind, spansLines)),
)

/** The rules for one kind; one gate for all of them keeps the many names in prose from being read once per form. */
function rulesFor({ word, nature, ...kind }: CredentialKind, spansLines: boolean): readonly RedactionRule[] {
  const forms = FORMS.filter(
    ({ except, only = nature, spansLines: spans = false }) =>
      spans === spansLines && except !== nature && only === nature,
  )
  // A pattern starts at the word; redaction adds the part of the name before it. The end of the name is certain, so that
  // no form is tried after each of its letters and parts.
  const named = String.raw`(?:${word})[\w.-]{0,40}(?!\w|[.-]{1,3}\w)`
  const follows = forms.map(({ between, value, certainty }) => {
    return `${between}(?=\\S{${value === 'quoted' ? 1 : MIN_LENGTHS[certainty][nature]}})`
  })
  const gate = new RegExp(`${named}${spansLines ? '' : WORD_WITH_VALUE}(?:${follows.join('|')})`, 'iy')
  return forms.map((form, at): RedactionRule => {
    const { before = '', between, value } = form
    const isValue = isValueOf(nature, form)
    return {
      ...kind,
      nature: 'live',
      gate,
      shape: new RegExp(`${named}${follows[at]}`, 'iy'),
      pattern: new RegExp(`${before}(?<name>${named})${between}${sourceOf(value, nature)}`, 'gi'),
      // Rules that span lines run first. A token with a known prefix must still get its own kind.
      accept: spansLines ? (it, name) => isValue(it, name) && !isPrefixedToken(it) : isValue,
      ...(spansLines && { spansLines }),
    }
  })
}

function sourceOf(value: Form['value'], nature: CredentialNature): string {
  if (value === 'quoted') return QUOTED
  if (value === 'line') return BARE_LINE + LINE_ENDS
  return nature === 'password' ? BARE_LINE : BARE_WORD
}
