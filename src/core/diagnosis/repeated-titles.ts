import type { Report, Segment } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'

/**
 * Titles name failures in the words that people search for, so a comment that repeats the bot's answer would be evidence
 * of what the bot said before.
 * @returns the report with blanks in place of every signature title that a comment contains; offsets stay the same
 */
export function withoutRepeatedTitles(report: Report, pack: Pack): Report {
  const comments = new Set(report.comments?.map(({ source }) => source))
  if (comments.size === 0) return report
  const titles = [...pack.signatures.values()].map(({ title }) => RegExp.escape(title.replaceAll('`', '')))
  const anyTitle = new RegExp(titles.join('|'), 'gi')
  const withoutTitles = (segment: Segment): Segment => {
    return { ...segment, text: segment.text.replace(anyTitle, (title) => ' '.repeat(title.length)) }
  }
  return { ...report, segments: report.segments.map((it) => (comments.has(it.source) ? withoutTitles(it) : it)) }
}
