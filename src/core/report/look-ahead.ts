/**
 * What makes the Markdown parser read ahead: code, comments and other declarations of HTML, addresses of links. From
 * each beginning it reads on to the end; where there is none it comes back, and goes on right behind the beginning.
 */
import { standIn } from './stand-ins.ts'

/** Beginnings and ends. Behind a backslash a run of ticks has one tick less, or not, where that stands in code itself. */
const TOKEN = /\\?`+|<!--(?:-?>)?|-->|<\?|\?>|<!\[CDATA\[|\]\]>|<![a-z]|>|\]\(|\)/gi

/** How ends what begins like this. */
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<?': '?>', '<!': '>', '<![CDATA[': ']]>', '](': ')' }

/** Marks from which the parser reads ahead: ticks, `<` or `]`. */
interface Beginning {
  readonly at: number
  readonly marks: string
  readonly reach: number
}

/** Where the next end stands, by what it ends. */
type Ends = Map<string, number>

/**
 * Beginnings that would make the parser read ahead more than `budget` characters are swapped for stand-ins.
 * @param block lines between two blank lines
 * @returns as many characters, and how many the parser reads ahead in them at most
 */
export function maskOpenings(block: string, budget: number): { text: string; read: number } {
  const ends: Ends = new Map()
  const parts: string[] = []
  let rest = block.length
  let read = 0
  for (const match of [...block.matchAll(TOKEN)].reverse()) {
    const beginning = beginningAt(match, ends)
    if (beginning === null) continue
    const { at, marks, reach } = beginning
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

/** Null for what is an end; it is noted, as those before it are looked at next. */
function beginningAt({ 0: token, index, input }: RegExpExecArray, ends: Ends): Beginning | null {
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
