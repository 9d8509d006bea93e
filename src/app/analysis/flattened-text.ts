/** Finds evidence in a text whose line breaks are lost: there, every sentence has the same line number. */
import type { Evidence } from '../../core/diagnosis/diagnosis.ts'

/** A shorter sentence, such as "Error", is part of many lines. */
const MIN_SENTENCE = 12

/** @param part one sentence of the text */
export function isShownIn(part: string, { text }: Pick<Evidence, 'text'>): boolean {
  const [quoted = ''] = text.replace(/^…/, '').trim().split('\n')
  const start = quoted.replace(/…$/, '').trim()
  if (start === '') return false
  return part.includes(start) || (part.length >= MIN_SENTENCE && quoted.includes(part))
}
