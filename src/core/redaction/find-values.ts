/** Applies one rule to a text. */
import type { RedactionRule, SecretMatch } from './rule.ts'
import { isPlaceholder } from './value-shapes.ts'

/** @returns the values of one kind in a text, in the order of the text */
export function findValues(
  text: string,
  { pattern, accept, judgesFillers, find }: RedactionRule,
): readonly SecretMatch[] {
  if (find !== undefined) return find(text)
  const found: SecretMatch[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const value = match.groups?.['secret'] ?? match[0]
    const named = match.groups?.['name'] ?? ''
    const nameStart = match.index + match[0].indexOf(named)
    const isFiller = !judgesFillers && isPlaceholder(value)
    if (isFiller || accept?.(value, named === '' ? '' : wholeName(text, nameStart) + named) === false) {
      if (named !== '') pattern.lastIndex = nameStart + named.length
      continue
    }
    const end = match.index + match[0].length
    const isCut = value.length >= MIN_CUT || (named !== '' && value.endsWith('='))
    const wordEnd = isCut ? endOfWord(text, end) : end
    found.push({ value: value + text.slice(end, wordEnd), start: end - value.length, contextStart: match.index })
    if (wordEnd > end) pattern.lastIndex = wordEnd
  }
  return found
}

/** Names are not longer than this. */
const MAX_NAME_LENGTH = 80

/** Returns the part of a name before a position, with the word before the name, as in `API key`. */
function wholeName(text: string, end: number): string {
  const first = Math.max(0, end - MAX_NAME_LENGTH)
  let start = end
  // Walks back, because a pattern that ends at the position would be tried from every character before it.
  while (start > first && IN_NAME.test(text.charAt(start - 1))) start--
  const before = text.slice(Math.max(first, start - MAX_WORD_BEFORE), start)
  return (WORD_BEFORE.exec(before)?.[0] ?? '') + text.slice(start, end)
}

const IN_NAME = /[\w.-]/
const WORD_BEFORE = /[A-Za-z]{2,20}[ \t]$/
const MAX_WORD_BEFORE = 21

/**
 * The lowest limit at which a pattern stops reading a value. The characters after it belong to the same value, like those
 * after an equals sign inside the value of a name.
 */
const MIN_CUT = 8_192

function endOfWord(text: string, from: number): number {
  let end = from
  while (end < text.length && IN_WORD.test(text.charAt(end))) end++
  return end
}

/** Every character that can occur in a token. */
const IN_WORD = /[\w.~+/=%-]/
