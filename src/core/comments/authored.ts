/**
 * Renders a signature's sentences with the reporter's values filled in. Authors write plain sentences with code in
 * backticks and `{{name}}` placeholders. Everything else is defused like any other text, so that `@scope/package`
 * notifies nobody.
 */
import { cleanAndRedactCredentials } from '../report/clean-and-redact.ts'
import { CAPTURE_PLACEHOLDER } from '../signatures/authored-text.ts'
import { type Captures, capturedValue, insertValue, type Quoting, showValue } from './captured-value.ts'
import { codeSpan, defuseWords } from './defuse.ts'
import { oneLine, truncate } from './one-line.ts'

/** Matches code, a placeholder, or the text up to the next of these. */
const TOKEN = /`[^`]*`|\{\{\s*[\w-]+\s*\}\}|(?:(?!\{\{)[^`])+|`|\{\{/g
const MAX_SENTENCES = 1_000
const MAX_RENDERED = 4_000
/** Matches a code span that contains one captured value and nothing else. */
const VALUE_ALONE = /^`\s*\{\{\s*([\w-]+)\s*\}\}\s*`$/

/**
 * Renders the text as Markdown on one line, with values filled in. Drops a sentence whose value is missing. A sentence
 * with semicolons is cut off before the first part whose value is missing.
 * @returns the Markdown; an empty string when nothing is left
 */
export function renderAuthored(text: string, captures: Captures): string {
  const filled = splitOutsideCode(truncate(oneLine(cleanAndRedactCredentials(text)), MAX_SENTENCES), '.!?')
    .map((sentence) => renderSentence(sentence, captures))
    .filter((sentence) => sentence !== '')
    .join(' ')
  return filled.length > MAX_RENDERED ? '' : filled
}

/** Renders a message about an author's text: like `renderAuthored`, but leaves a `{{name}}` in the message as it is. */
export function renderMessage(text: string): string {
  return renderTokens(truncate(oneLine(cleanAndRedactCredentials(text)), MAX_SENTENCES), (token) => {
    const isCode = /^`.+`$|^\{\{.+\}\}$/.test(token)
    return isCode ? codeSpan(token.replaceAll('`', '')) : defuseWords(token)
  })
}

/** The shell that a command is written for; they differ in what a backslash and a backtick mean. */
type ShellSyntax = 'posix' | 'powershell'

/**
 * Fills values into a command. Each value stays part of a single argument, whatever surrounds it. A value that is
 * missing or has no strict shape becomes a placeholder such as `YOUR_SERVER`.
 */
export function fillCommand(command: string, captures: Captures, shell: ShellSyntax = 'posix'): string {
  const text = truncate(command, MAX_SENTENCES)
  return text.replace(CAPTURE_PLACEHOLDER, (_, name: string, at: number) => {
    const value = capturedValue(name, captures)
    return (value === null ? null : insertValue(value, quotingAt(text, at, shell))) ?? placeholderFor(name)
  })
}

/**
 * Returns the quotation mark that is open at an offset in a command. A doubled mark, which PowerShell reads as the mark
 * itself, closes and opens the text again, so it needs no rule.
 */
function quotingAt(command: string, end: number, shell: ShellSyntax): Quoting {
  const escaping = shell === 'powershell' ? '`' : '\\'
  let open: Quoting = ''
  for (let at = 0; at < end; at++) {
    const mark = command.charAt(at)
    if (mark === escaping && open !== "'") at++
    else if (open === '' && (mark === "'" || mark === '"')) open = mark
    else if (mark === open) open = ''
  }
  return open
}

function placeholderFor(name: string): string {
  return `YOUR_${name.toUpperCase().replaceAll('-', '_')}`
}

/** Adds a full stop unless the text already ends with sentence punctuation. */
export function endSentence(text: string): string {
  return text === '' || /[.!?…][)"”’]?$/.test(text) ? text : `${text}.`
}

function renderSentence(sentence: string, captures: Captures): string {
  const parts = splitOutsideCode(sentence, ';')
  const missing = parts.findIndex((part) => !isComplete(part, captures))
  const kept = (missing === -1 ? parts : parts.slice(0, missing)).join(' ')
  return renderTokens(missing === -1 ? kept : kept.replace(/;$/, '.'), (token) => renderToken(token, captures))
}

function isComplete(part: string, captures: Captures): boolean {
  return !part
    .replace(CAPTURE_PLACEHOLDER, (whole, name: string) => (capturedValue(name, captures) === null ? whole : ''))
    .includes('{{')
}

function renderTokens(sentence: string, render: (token: string) => string): string {
  let rendered = ''
  for (const [token] of sentence.matchAll(TOKEN)) {
    const next = render(token)
    // Markdown reads two adjacent code spans as one.
    rendered += rendered.endsWith('`') && next.startsWith('`') ? ` ${next}` : next
  }
  return rendered
}

function renderToken(token: string, captures: Captures): string {
  const alone = VALUE_ALONE.exec(token)?.[1]
  if (alone !== undefined || token.startsWith('{{')) {
    return showValue(capturedValue(alone ?? token.replace(CAPTURE_PLACEHOLDER, '$1'), captures) ?? '')
  }
  const isCode = token.length > 2 && token.startsWith('`')
  return isCode ? codeSpan(fillCode(token.slice(1, -1).trim(), captures)) : defuseWords(token)
}

/** Code that contains white space is treated as a command. */
function fillCode(code: string, captures: Captures): string {
  if (/\s/.test(code.replace(CAPTURE_PLACEHOLDER, ''))) return fillCommand(code, captures)
  return code.replace(CAPTURE_PLACEHOLDER, (_, name: string) => {
    const value = capturedValue(name, captures)
    return (value === null ? null : insertValue(value, 'name')) ?? placeholderFor(name)
  })
}

/**
 * Splits after each punctuation mark from `marks` that is followed by a space, except inside backticks. Drops the
 * space.
 */
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
