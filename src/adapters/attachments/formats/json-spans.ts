/**
 * Finds the objects in a JSON text one by one, with their positions, so that one torn object does not affect the
 * others.
 */

export interface JsonSpan {
  readonly start: number
  /** Index after the closing brace. */
  readonly end: number
}

/**
 * Yields consecutive objects with nothing but whitespace and commas between them. Runs in linear time and skips over
 * strings.
 * @param from index of the first object, or of whitespace before it
 */
export function* objectSpans(text: string, from: number): Generator<JsonSpan> {
  let at = skipGap(text, from)
  while (text[at] === '{') {
    const end = endOfValue(text, at)
    if (end === -1) return
    yield { start: at, end }
    at = skipGap(text, end)
  }
}

/**
 * Returns the text after the last object: a torn object, or other members of the document.
 * @param end index after the last object
 * @returns null if only closing brackets remain
 */
export function restAfter(text: string, end: number): { start: number; lines: readonly string[] } | null {
  const closing = /[\s,\]}]*/y
  closing.lastIndex = end
  closing.exec(text)
  const start = closing.lastIndex
  return start === text.length ? null : { start, lines: text.slice(start).trimEnd().split('\n') }
}

function skipGap(text: string, from: number): number {
  const gap = /[\s,]*/y
  gap.lastIndex = from
  gap.exec(text)
  return gap.lastIndex
}

/** @returns -1 when the text ends before the value does */
function endOfValue(text: string, start: number): number {
  const mark = /["{}[\]]/g
  mark.lastIndex = start
  let depth = 0
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const [character] = match
    if (character === '"') {
      mark.lastIndex = endOfString(text, mark.lastIndex)
      if (mark.lastIndex === 0) return -1
    } else if (character === '{' || character === '[') depth++
    else if (--depth === 0) return mark.lastIndex
  }
  return -1
}

/**
 * @param from index after the opening quote
 * @returns index after the closing quote; 0 if there is none
 */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (quote - 1 - backslashes >= from && text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
  }
  return 0
}

/**
 * Returns a function that maps ascending offsets to 1-based line numbers. Each call continues counting where the
 * previous one stopped.
 */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let next = text.indexOf('\n')
  return (offset) => {
    while (next !== -1 && next < offset) {
      line++
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}
