/** Turns the title into a segment, without the tags before it. */
import type { Segment } from './report.ts'

/**
 * Words of tags that describe the issue and not the failure. `[oauth]` and `mcp:` describe the failure, so they stay.
 */
const WORDS =
  'bug|bug report|bug fix|feature|feature request|feat|fix|enhancement|question|help|help wanted|docs|documentation|issue|regression|model|support|request|idea|discussion|chore|test|rfc|proposal|urgent|critical|p[0-4]'
const TAG = new RegExp(
  `^\\s*(?:[[(【](?:${WORDS})[\\])】]\\s*[:：-]?|(?:${WORDS})(?:\\([\\w -]{1,30}\\))?\\s?[:：])\\s*`,
  'i',
)

/**
 * @param title redacted title
 * @returns null when nothing is left without the tags
 */
export function readTitle(title: string): Segment | null {
  let text = title
  for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) text = text.slice(tag[0].length)
  text = text.trim()
  if (text === '') return null
  return { kind: 'title', source: 'title', heading: null, line: 1, flattened: false, text }
}
