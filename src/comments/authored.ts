/**
 * Sentences of a signature, with the reporter's values filled in. Authors write plain sentences with code in
 * backticks and `{{name}}`; all else is defused like any other text, so that `@scope/package` notifies nobody.
 */
import { redactCredentials } from '../report/redact.ts'
import { oneLine, truncate } from './clean-text.ts'
import { codeSpan, defuseWords } from './defuse.ts'

/** Captured values by name, as the diagnosis gives them: redacted, but still the reporter's. */
export type Captures = Readonly<Record<string, string>>

const PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g
/** Code, a placeholder, or running text up to the next of them. */
const TOKEN = /`[^`]*`|\{\{\s*[\w-]+\s*\}\}|(?:(?!\{\{)[^`])+|`|\{\{/g
const MAX_SENTENCES = 1_000
const MAX_VALUE = 120
const MAX_RAW_VALUE = 500
const MAX_RENDERED = 4_000
/** What a shell takes as one plain word: no blank, quote, variable, expansion, separator or leading option dash. */
const SHELL_WORD = /^[\w./:@,+=][\w./:@,+=~-]*$/

/**
 * The text as Markdown on one line, values filled in as code. A sentence whose value is missing is left out; of a
 * sentence with semicolons, the part from the first missing value on.
 * @returns an empty string when nothing is left
 */
export function renderAuthored(text: string, captures: Captures): string {
  const filled = splitOutsideCode(truncate(redactCredentials(oneLine(text)), MAX_SENTENCES), '.!?')
    .map((sentence) => renderSentence(sentence, captures))
    .filter((sentence) => sentence !== '')
    .join(' ')
  return filled.length > MAX_RENDERED ? '' : filled
}

/**
 * The command with values filled in. A value that is missing, or that a shell would not take as one plain word,
 * becomes a placeholder such as `YOUR_SERVER`: the text comes from an issue and people paste commands unread.
 */
export function fillCommand(command: string, captures: Captures): string {
  return truncate(command, MAX_SENTENCES).replace(PLACEHOLDER, (_, name: string) => {
    const value = capturedValue(name, captures)
    const safe = value !== null && value.length <= MAX_VALUE && SHELL_WORD.test(value)
    return safe ? value : `YOUR_${name.toUpperCase().replaceAll('-', '_')}`
  })
}

/** The text with a full stop, unless it ends a sentence already. */
export function withStop(text: string): string {
  return text === '' || /[.!?…][)"”’]?$/.test(text) ? text : `${text}.`
}

function renderSentence(sentence: string, captures: Captures): string {
  const parts = splitOutsideCode(sentence, ';')
  const missing = parts.findIndex((part) => !isComplete(part, captures))
  const kept = (missing === -1 ? parts : parts.slice(0, missing)).join(' ')
  return renderTokens(missing === -1 ? kept : kept.replace(/;$/, '.'), captures)
}

function isComplete(part: string, captures: Captures): boolean {
  return !part
    .replace(PLACEHOLDER, (whole, name: string) => (capturedValue(name, captures) === null ? whole : ''))
    .includes('{{')
}

function renderTokens(sentence: string, captures: Captures): string {
  let rendered = ''
  for (const [token] of sentence.matchAll(TOKEN)) {
    const next = renderToken(token, captures)
    // Two code spans without a space between them would be read as one.
    rendered += rendered.endsWith('`') && next.startsWith('`') ? ` ${next}` : next
  }
  return rendered
}

function renderToken(token: string, captures: Captures): string {
  const isCode = token.length > 2 && token.startsWith('`')
  if (!isCode && !token.startsWith('{{')) return defuseWords(token)
  const filled = token.replace(PLACEHOLDER, (_, name: string) =>
    truncate(capturedValue(name, captures) ?? '', MAX_VALUE),
  )
  return codeSpan(isCode ? filled.slice(1, -1) : filled)
}

function capturedValue(name: string, captures: Captures): string | null {
  // Cut before cleaning: a text may use one value many times, and no more than this is ever shown.
  const value = Object.hasOwn(captures, name) ? oneLine((captures[name] ?? '').slice(0, MAX_RAW_VALUE)) : ''
  return value === '' ? null : value
}

/** Splits after a mark that white space follows, unless it stands in backticks. The parts are trimmed. */
function splitOutsideCode(text: string, marks: string): string[] {
  const parts: string[] = []
  let start = 0
  let inCode = false
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === '`') inCode = !inCode
    if (inCode || !marks.includes(text.charAt(at)) || text.charAt(at + 1) !== ' ') continue
    parts.push(text.slice(start, at + 1))
    start = at + 2
  }
  return [...parts, text.slice(start)]
}
