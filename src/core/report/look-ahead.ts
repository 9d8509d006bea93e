/**
 * Limits how far the Markdown parser reads ahead, which it does for code, HTML comments and declarations, and link
 * URLs. From each opening delimiter it reads to the closing one. If there is none, it goes back and continues after the
 * opening delimiter.
 */
import { standIn } from './stand-ins.ts'

/**
 * Opening and closing delimiters. After a backslash, a run of backticks is one shorter, unless the backslash is inside
 * code.
 */
const TOKEN = /\\?`+|<!--(?:-?>)?|-->|<\?|\?>|<!\[CDATA\[|\]\]>|<![a-z]|>|\]\(|\)/gi

/** The closing delimiter for each opening delimiter. */
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<?': '?>', '<!': '>', '<![CDATA[': ']]>', '](': ')' }

/** An opening delimiter, from which the parser reads ahead: backticks, `<` or `]`. */
interface Opening {
  readonly at: number
  readonly marks: string
  /** Number of characters that the parser reads ahead from here. */
  readonly reach: number
}

/** Offset of the next closing delimiter, by delimiter. */
type Ends = Map<string, number>

/**
 * Replaces opening delimiters with stand-ins once the parser would read ahead more than `budget` characters.
 * @param block lines between two blank lines
 * @returns text of the same length, and an upper bound on the number of characters that the parser reads ahead in it
 */
export function limitLookAhead(block: string, budget: number): { text: string; read: number } {
  const ends: Ends = new Map()
  const parts: string[] = []
  let rest = block.length
  let read = 0
  for (const match of [...block.matchAll(TOKEN)].reverse()) {
    const opening = openingAt(match, ends)
    if (opening === null) continue
    const { at, marks, reach } = opening
    if (read + reach <= budget) {
      read += reach
      if (marks.startsWith('`')) ends.set(marks, at)
    } else {
      parts.push(block.slice(at + marks.length, rest), standIn(marks.charAt(0)).repeat(marks.length))
      rest = at
    }
  }
  return { text: block.slice(0, rest) + parts.reverse().join(''), read }
}

/** Returns null for a closing delimiter and adds it to `ends`; tokens are read from last to first. */
function openingAt({ 0: token, index, input }: RegExpExecArray, ends: Ends): Opening | null {
  const marks = /`+$/.exec(token)?.[0]
  if (marks !== undefined) {
    const at = index + token.length - marks.length
    const lengths = token === marks || marks.length === 1 ? [marks] : [marks, marks.slice(1)]
    const reach = Math.max(...lengths.map((length) => (ends.get(length) ?? input.length) - at))
    return { at, marks, reach }
  }
  const end = ENDS[/^<![a-z]/i.test(token) ? '<!' : token]
  if (end !== undefined) return { at: index, marks: token.charAt(0), reach: (ends.get(end) ?? input.length) - index }
  ends.set(token.startsWith('<!--') ? '-->' : token, index)
  if (token.endsWith('>')) ends.set('>', index)
  return null
}
