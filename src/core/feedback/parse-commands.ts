/**
 * Finds the commands in a comment. A command is written literally at the start of a line of plain text. Anything that
 * is escaped, written with entities, or placed in code, quotes, links or HTML is ordinary text, and so is the message
 * that an email program quotes below a reply. This module decides neither what a command means nor who may use it.
 */
import type { Paragraph, PhrasingContent } from 'mdast'
import { limitNesting, restoreMarks } from '../report/limit-nesting.ts'
import { parseMarkdown } from '../report/parse-markdown.ts'

/** One command as written. */
export interface Invocation {
  /** In lower case; empty for a bare `/triage`. */
  readonly name: string
  /** Everything after the name, at most 100 characters; empty when there is nothing. */
  readonly argument: string
}

export interface ParsedCommands {
  /** The first `MAX_COMMANDS` commands, each once, in order. */
  readonly taken: readonly Invocation[]
  /** Number of further commands, which were ignored. */
  readonly left: number
}

/** Maximum number of commands handled per comment. */
export const MAX_COMMANDS = 5
/** GitHub's maximum comment length, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_COMMENT = 65_536
const MAX_ARGUMENT = 100
const WORD = '/triage'
const COMMAND = /^[ \t]*\/triage(?:[ \t]|$)/i
/** Matches a name that is followed by a blank or the end of the text. `#12` is not a name. */
const NAME = /^[\w-]{1,40}(?![^ \t])/
/** The line that email programs write above a message that they quote without `>`. */
const QUOTED_BELOW = /^\s*(?:-{2,}\s*(?:original message|forwarded message|reply above)|on .{4,200} wrote:|from: .+@)/i
/** Stands in for an inline element in a line's text, so that no command can start after the element. */
const INLINE = '\u0000'

/** @param body the comment's Markdown, untrusted */
export function parseCommands(body: string): ParsedCommands {
  const found = new Map<string, Invocation>()
  for (const line of plainLines(body.slice(0, MAX_COMMENT).replace(/\r\n?/g, '\n'))) {
    if (QUOTED_BELOW.test(line.text)) break
    const command = readCommand(line)
    if (command !== null) found.set(formatCommand(command), command)
  }
  const all = [...found.values()]
  return { taken: all.slice(0, MAX_COMMANDS), left: Math.max(0, all.length - MAX_COMMANDS) }
}

/** Formats a command in a uniform way, for comparing a comment before and after an edit. */
export function formatCommand({ name, argument }: Invocation): string {
  return `${name} ${argument}`.trim()
}

/** One line of plain text. */
interface Line {
  /** The text as rendered. */
  readonly text: string
  /** The Markdown as written. */
  readonly source: string
}

function readCommand({ text, source }: Line): Invocation | null {
  if (!COMMAND.test(text) || !COMMAND.test(source)) return null
  const rest = text.trimStart().slice(WORD.length).trim()
  const name = NAME.exec(rest)?.[0] ?? ''
  const argument = rest.slice(name.length).replaceAll(INLINE, '').trim().slice(0, MAX_ARGUMENT)
  // An argument may be in code. A name or argument spelled with an escape or an entity does not count.
  const written = source.replaceAll('`', '')
  return written.includes(name) && written.includes(argument) ? { name: name.toLowerCase(), argument } : null
}

/** The lines of top-level paragraphs outside HTML elements; none when no line could be a command. */
function plainLines(body: string): readonly Line[] {
  const source = body.split('\n')
  const root = source.some((line) => COMMAND.test(line)) ? parseMarkdown(limitNesting(body)) : null
  if (root === null) return []
  let inside = 0
  return root.children.flatMap((node) => {
    if (node.type === 'html') inside = Math.max(0, inside + openedBy(node.value))
    return node.type === 'paragraph' && inside === 0 && !isQuote(node, source) ? linesOf(node, source) : []
  })
}

/** A quote nested deeper than `limitNesting` allows reaches the parser as a paragraph, but it is still a quote. */
function isQuote({ position }: Paragraph, source: readonly string[]): boolean {
  if (position === undefined) return true
  return source.slice(position.start.line - 1, position.end.line).some((line) => /^[ \t]{0,3}>/.test(line))
}

function linesOf({ children }: Paragraph, source: readonly string[]): readonly Line[] {
  const lines: Line[] = []
  let text = ''
  let at = 0
  const end = () => lines.push({ text: restoreMarks(text), source: source[at - 1] ?? '' })
  for (const child of children) {
    const [first = '', ...more] = textOf(child).split('\n')
    at ||= lineOf(child)
    text += first
    for (const [index, part] of more.entries()) {
      end()
      text = part
      at = lineOf(child) + index + 1
    }
  }
  end()
  return lines
}

function textOf(child: PhrasingContent): string {
  if (child.type === 'text') return child.value
  if (child.type === 'break') return '\n'
  // A line break inside an inline element does not start a line of plain text.
  return `${INLINE}${child.type === 'inlineCode' ? child.value.replaceAll('\n', ' ') : ''}`
}

function lineOf({ position }: PhrasingContent): number {
  return position?.start.line ?? 0
}

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'wbr'])

/**
 * Counts the elements that a piece of HTML leaves open. The text that follows is inside them, for example in
 * `<details>`.
 */
function openedBy(html: string): number {
  return html
    .split('<')
    .slice(1)
    .reduce((open, piece) => open + opens(piece), 0)
}

/** @param piece the text between one `<` and the next */
function opens(piece: string): -1 | 0 | 1 {
  const end = piece.indexOf('>')
  const [, closing, name] = /^(\/?)([a-z][\w-]*)/i.exec(piece) ?? []
  if (end === -1 || name === undefined || piece[end - 1] === '/' || VOID.has(name.toLowerCase())) return 0
  return closing === '/' ? -1 : 1
}
