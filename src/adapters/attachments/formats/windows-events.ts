/** Reads Windows events in XML: `wevtutil query-events /format:xml`, or "save as XML" in Event Viewer. */
import { lineCounter } from './json-spans.ts'
import { type Block, padToLines } from './place-lines.ts'

const NAMED_DATA = /<(?:Data|Item) Name=["']([\w .-]{1,64})["'][^<>]{0,200}>/g
const TIME = /<TimeCreated\s[^<>]{0,200}?SystemTime=["']([^"'<>]{1,40})/
const PROVIDER = /<Provider\s[^<>]{0,200}?Name=["']([^"'<>]{1,200})/

/**
 * Writes each event on the line where it starts: `time provider`, then the names and values of its data. In a file
 * without line breaks, as written by Windows, line n of the result is the n-th event.
 * @returns null for text without events
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
    .replace(NAMED_DATA, ' $1=')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/[ \t]+/g, ' ')
  const [first, ...more] = decodeEntities(plain)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (first === undefined) return []
  return [
    [TIME.exec(event)?.[1], PROVIDER.exec(event)?.[1], first].filter((part) => part !== undefined).join(' '),
    ...more,
  ]
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function decodeEntities(text: string): string {
  return text
    .replace(/&#(?:10|13|xa|xd);/gi, '\n')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
}
