/** Finds the objects of a JSON text one by one, with their places, so that one torn object does not cost the others. */

export interface JsonSpan {
  readonly start: number
  /** Index behind the closing brace. */
  readonly end: number
}

/**
 * Objects that follow one another, with nothing but white space and commas between them. Linear; strings are skipped.
 * @param from index of the first one, or of white space before it
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
 * What stands behind the last object: a torn one, other members of the document.
 * @param end index behind that object
 * @returns null when it is nothing but closing brackets
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
    const [sign] = match
    if (sign === '"') {
      mark.lastIndex = endOfString(text, mark.lastIndex)
      if (mark.lastIndex === 0) return -1
    } else if (sign === '{' || sign === '[') depth++
    else if (--depth === 0) return mark.lastIndex
  }
  return -1
}

/** @param from index behind the opening quote; @returns index behind the closing one, 0 when there is none */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (quote - 1 - slashes >= from && text[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
  }
  return 0
}

/** 1-based line of ascending offsets, counted on from call to call. */
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
