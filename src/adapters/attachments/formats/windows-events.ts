/** Windows events as XML: `wevtutil query-events /format:xml`, or the event viewer's "save as XML". */
import { lineCounter } from './json-spans.ts'
import { type Block, padToLines } from './place-lines.ts'

const NAMED = /<(?:Data|Item) Name=["']([\w .-]{1,64})["'][^<>]{0,200}>/g
const TIME = /<TimeCreated\s[^<>]{0,200}?SystemTime=["']([^"'<>]{1,40})/
const PROVIDER = /<Provider\s[^<>]{0,200}?Name=["']([^"'<>]{1,200})/

/**
 * An event becomes text on the line where it begins, `time provider`, then its names and values. In a file without line
 * breaks, which is what Windows writes, line n of the result is the n-th event.
 * @returns null for text that holds no events
 */
export function readWindowsEvents(text: string): string | null {
  if (!/^\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<Events?[\s>]/.test(text)) return null
  if (!text.slice(0, 4_000).includes('http://schemas.microsoft.com/win/2004/08/events/event')) return null
  const lineOf = lineCounter(text)
  const blocks: Block[] = []
  for (const { index, event } of events(text)) {
    const lines = readEvent(event)
    if (lines.length > 0) blocks.push({ line: lineOf(index), lines })
  }
  return blocks.length > 0 ? padToLines(blocks) : null
}

function* events(text: string): Generator<{ index: number; event: string }> {
  for (let at = nextEvent(text, 0); at !== -1; ) {
    const end = text.indexOf('</Event>', at)
    yield { index: at, event: text.slice(at, end === -1 ? text.length : end) }
    at = end === -1 ? -1 : nextEvent(text, end)
  }
}

function nextEvent(text: string, from: number): number {
  const event = /<Event[\s>]/g
  event.lastIndex = from
  return event.exec(text)?.index ?? -1
}

function readEvent(event: string): readonly string[] {
  const plain = event
    .replace(NAMED, ' $1=')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/[ \t]+/g, ' ')
  const [first, ...more] = unescaped(plain)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (first === undefined) return []
  return [[TIME.exec(event)?.[1], PROVIDER.exec(event)?.[1], first].filter((it) => it !== undefined).join(' '), ...more]
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function unescaped(text: string): string {
  return text
    .replace(/&#(?:10|13|xa|xd);/gi, '\n')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
}
