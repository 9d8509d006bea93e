/**
 * The commands in a comment. A command stands at the beginning of a line of plain text; code, quotes, HTML and what an
 * e-mail program quotes below an answer are no commands. It never decides what a command means, or who may give it.
 */
import type { Paragraph } from 'mdast'
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
export const MOST_COMMANDS = 5
const MAX_COMMENT = 65_536
const MAX_ARGUMENT = 100
const COMMAND = /^[ \t]{0,3}\/triage(?:[ \t]+([\w-]{1,40}))?(?:[ \t]+(.*?))?[ \t]*$/i
/** What mail programs write above the message that they quote without marks. */
const QUOTED_BELOW = /^\s*(?:-{2,}\s*(?:original message|forwarded message|reply above)|on .{4,200} wrote:|from: .+@)/i
/** Stands for inline elements, so that a line that begins with one begins with no command. */
const INLINE = '\u0000'

/** @param body Markdown of the comment, as anybody may have written it */
export function parseCommands(body: string): ParsedCommands {
  const found = new Map<string, Invocation>()
  for (const line of plainLines(body.slice(0, MAX_COMMENT))) {
    if (QUOTED_BELOW.test(line)) break
    const command = readCommand(line)
    if (command !== null) found.set(spell(command), command)
  }
  const all = [...found.values()]
  return { taken: all.slice(0, MOST_COMMANDS), left: Math.max(0, all.length - MOST_COMMANDS) }
}

/** One spelling for each command, to tell what was new in an edit. */
export function spell({ name, argument }: Invocation): string {
  return `${name} ${argument}`.trim()
}

function readCommand(line: string): Invocation | null {
  const match = COMMAND.exec(line)
  if (match === null) return null
  const [, name = '', rest = ''] = match
  return { name: name.toLowerCase(), argument: rest.replaceAll(INLINE, '').trim().slice(0, MAX_ARGUMENT) }
}

/** The lines of paragraphs that stand in nothing else. */
function plainLines(body: string): readonly string[] {
  const root = parseMarkdown(body)
  if (root === null) return []
  let inside = 0
  return root.children.flatMap((node) => {
    if (node.type === 'html') inside = Math.max(0, inside + openedBy(node.value))
    return node.type === 'paragraph' && inside === 0 ? textOf(node).split('\n') : []
  })
}

function textOf({ children }: Paragraph): string {
  return children
    .map((child) => {
      if (child.type === 'text') return child.value
      if (child.type === 'break') return '\n'
      return `${INLINE}${child.type === 'inlineCode' ? child.value : ''}`
    })
    .join('')
}

const TAG = /<(\/?)([a-z][\w-]*)\b[^<>]*?(\/?)>/gi
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'wbr'])

/** How many elements a piece of HTML leaves open; what follows stands in them, `<details>` for one. */
function openedBy(html: string): number {
  const tags = [...html.slice(0, MAX_COMMENT).matchAll(TAG)]
  return tags.reduce((open, [, closing, name = '', selfClosed]) => {
    if (selfClosed === '/' || VOID.has(name.toLowerCase())) return open
    return open + (closing === '/' ? -1 : 1)
  }, 0)
}
