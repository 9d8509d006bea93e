/** The title as a segment, without the tags that templates and habits put before it. */
import type { Segment } from './report.ts'

/** What a tag says about the issue rather than about the failure. `[oauth]` or `mcp:` are not among them. */
const WORDS =
  'bug|bug report|bug fix|feature|feature request|feat|fix|enhancement|question|help|help wanted|docs|documentation|issue|regression|model|support|request|idea|discussion|chore|test|rfc|proposal|urgent|critical|p[0-4]'
const TAG = new RegExp(
  `^\\s*(?:[[(【](?:${WORDS})[\\])】]\\s*[:：-]?|(?:${WORDS})(?:\\([\\w -]{1,30}\\))?\\s?[:：])\\s*`,
  'i',
)

/** @param title redacted title */
export function readTitle(title: string): Segment | null {
  let text = title
  for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) text = text.slice(tag[0].length)
  text = text.trim()
  if (text === '') return null
  return { kind: 'title', source: 'title', heading: null, line: 1, flattened: false, text }
}
