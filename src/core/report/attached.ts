/** Tells attached logs from what the reporter wrote or pasted. */
import type { Segment } from './report.ts'

/** Whether this is the text of a file that the issue links to: it was printed in a run, and nobody chose its lines. */
export function isAttachedLog({ kind, source }: Pick<Segment, 'kind' | 'source'>): boolean {
  return kind === 'log' && source !== 'body' && !source.startsWith('comment:')
}
