/**
 * Renders a signature's text as Markdown. Authors write plain sentences with code in backticks and `{{name}}`
 * placeholders. Every other character that has a meaning in Markdown is escaped, so that a page shows exactly what the
 * file says.
 */
import { backticksAround } from '../comments/backticks.ts'

/** Matches code in backticks, a placeholder, a URL, or one character of running text. */
const TOKEN = /(`+)(?:(?!`)[\s\S])+?\1(?!`)|\{\{\s*[\w-]+\s*\}\}|https?:\/\/[^\s`<>]*[^\s`<>.,;:!?)'"\]]|[\s\S]/g
/** Matches characters that are markup anywhere in a text, and an underscore only at the edge of a word. */
const ACTIVE = /[\\`*[\]<>|~$]|_(?!\w)|(?<!\w)_|&(?=#?\w+;)|(?<=\w)@(?=\w)|^(?:[#+=-]|\d+(?=[.)]))/g

/** Renders sentences as running text on one line. */
export function prose(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  let plain = ''
  let written = ''
  const flush = () => {
    written += written === '' ? escapeMarks(plain) : escapeInside(plain)
    plain = ''
  }
  for (const [token] of line.matchAll(TOKEN)) {
    if (token.length === 1) {
      plain += token
      continue
    }
    flush()
    // Markdown reads two adjacent code spans as one.
    written += `${written.endsWith('`') ? ' ' : ''}${code(token.startsWith('`') ? withoutTicks(token) : token)}`
  }
  flush()
  return written
}

/** Renders the text as a code span; backticks in the text are safe. */
export function code(text: string): string {
  const content = text.replace(/\s+/g, ' ')
  const ticks = backticksAround(content, 1)
  const isEdged = /^`|`$|^ .* $/.test(content)
  const pad = isEdged ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

/** Renders the text as a fenced block whose fence is longer than any run of backticks inside. */
export function codeBlock(text: string, language: string): string {
  const ticks = backticksAround(text, 3)
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}

/** @param words Markdown, already escaped */
export function link(words: string, target: string): string {
  return `[${words}](${encodeURI(target.toWellFormed()).replaceAll('%25', '%').replaceAll('(', '%28').replaceAll(')', '%29')})`
}

/** Renders items as a list; further lines of an item are indented. */
export function list(items: readonly string[], kind: 'bullets' | 'numbers' = 'bullets'): string {
  return items
    .map((item, at) => {
      const mark = kind === 'bullets' ? '- ' : `${at + 1}. `
      return `${mark}${item.replace(/\n(?!\n|$)/g, `\n${' '.repeat(mark.length)}`)}`
    })
    .join(items.some((it) => it.includes('\n\n')) ? '\n\n' : '\n')
}

/** Renders rows as a table of GitHub Flavored Markdown. Cells are Markdown; only `|` is escaped in them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((it) => it.replace(/\n/g, ' ').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** Joins items as in `a`, `a and b`, `a, b and c`. */
export function joinList(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** Adds a full stop unless the text already ends with sentence punctuation. */
export function asSentence(text: string): string {
  return text === '' || /[.!?…:][)"”’]?$/.test(text) ? text : `${text}.`
}

function escapeMarks(text: string): string {
  return text.replace(ACTIVE, (mark) => (/^\d/.test(mark) ? `${mark}\\` : mark === '@' ? mark : `\\${mark}`))
}

/** In the middle of a line, a number or a dash cannot start a list. */
function escapeInside(text: string): string {
  return escapeMarks(`\u0000${text}`).slice(1)
}

function withoutTicks(span: string): string {
  const ticks = /^`+/.exec(span)?.[0].length ?? 0
  return span.slice(ticks, -ticks).trim()
}
