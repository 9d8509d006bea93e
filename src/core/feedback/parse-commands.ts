/**
 * The commands in a comment. A command stands at the beginning of a line of plain text, letter for letter; escaped,
 * spelled with entities, in code, quotes, links, HTML or what an e-mail program quotes below an answer it is text about
 * the bot. It never decides what a command means, or who may give it.
 */
import type { Paragraph, PhrasingContent } from 'mdast'
import { limitNesting, restoreMarks } from '../report/limit-nesting.ts'
import { parseMarkdown } from '../report/parse-markdown.ts'

/** One command as it was written. */
export interface Invocation {
  /** In lower case; empty for a bare `/triage`. */
  readonly name: string
  /** Everything behind the name, at most 100 characters; empty when there is nothing. */
  readonly argument: string
}

export interface ParsedCommands {
  /** The first few, each once, in order. */
  readonly taken: readonly Invocation[]
  /** How many more there were. */
  readonly left: number
}

/** More than this in one comment is no conversation. */
export const MAX_COMMANDS = 5
/** GitHub's limit for a comment, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_COMMENT = 65_536
const MAX_ARGUMENT = 100
const WORD = '/triage'
const COMMAND = /^[ \t]*\/triage(?:[ \t]|$)/i
/** What follows must be a blank or the end: `#12` is no name. */
const NAME = /^[\w-]{1,40}(?![^ \t])/
/** What mail programs write above the message that they quote without marks. */
const QUOTED_BELOW = /^\s*(?:-{2,}\s*(?:original message|forwarded message|reply above)|on .{4,200} wrote:|from: .+@)/i
/** Stands for inline elements, so that a line that begins with one begins with no command. */
const INLINE = '\u0000'

/** @param body Markdown of the comment, as anybody may have written it */
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

/** One dialect for each command, to tell what was new in an edit. */
export function formatCommand({ name, argument }: Invocation): string {
  return `${name} ${argument}`.trim()
}

/** One line of plain text. */
interface Line {
  /** As people read it. */
  readonly text: string
  /** As it was written. */
  readonly source: string
}

function readCommand({ text, source }: Line): Invocation | null {
  if (!COMMAND.test(text) || !COMMAND.test(source)) return null
  const said = text.trimStart().slice(WORD.length).trim()
  const name = NAME.exec(said)?.[0] ?? ''
  const argument = said.slice(name.length).replaceAll(INLINE, '').trim().slice(0, MAX_ARGUMENT)
  // An argument may stand in code; what an escape or an entity spells is not what was written.
  const written = source.replaceAll('`', '')
  return written.includes(name) && written.includes(argument) ? { name: name.toLowerCase(), argument } : null
}

/** The lines of paragraphs that stand in nothing else; none where no line could be a command. */
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

/** A quotation beyond what the shield lets the parser follow is a paragraph to it, and still somebody else's words. */
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
  // Its line ends begin no line of plain text.
  return `${INLINE}${child.type === 'inlineCode' ? child.value.replaceAll('\n', ' ') : ''}`
}

function lineOf({ position }: PhrasingContent): number {
  return position?.start.line ?? 0
}

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'wbr'])

/** How many elements a piece of HTML leaves open; what follows stands in them, `<details>` for one. */
function openedBy(html: string): number {
  return html
    .split('<')
    .slice(1)
    .reduce((open, piece) => open + opens(piece), 0)
}

/** @param piece what stands between one `<` and the next */
function opens(piece: string): -1 | 0 | 1 {
  const end = piece.indexOf('>')
  const [, closing, name] = /^(\/?)([a-z][\w-]*)/i.exec(piece) ?? []
  if (end === -1 || name === undefined || piece[end - 1] === '/' || VOID.has(name.toLowerCase())) return 0
  return closing === '/' ? -1 : 1
}
