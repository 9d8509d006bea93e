/** Finds evidence in a text whose line breaks are lost: there, every sentence has the same line number. */
import type { Evidence } from '../../core/diagnosis/diagnosis.ts'

/** @param part one sentence of the text */
export function isShownIn(part: string, { text }: Pick<Evidence, 'text'>): boolean {
  const [start = ''] = text.replace(/^…/, '').split('\n')
  return part !== '' && (start.includes(part) || part.includes(start.replace(/…$/, '').trim()))
}
