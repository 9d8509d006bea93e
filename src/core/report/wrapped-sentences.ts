/**
 * Tells lines that a terminal or an editor broke inside a sentence, so that a message reads the same wherever it was
 * wrapped: `Your access token could not be refreshed because your refresh token was` / `already used.`
 */

/** In characters. A shorter line was not broken for want of room. */
const MIN_WRAPPED = 45

/** In characters. No window is wider, so the line was not wrapped. */
const MAX_WRAPPED = 400

/** In lines of one sentence. */
const MAX_JOINED = 8

/** In characters. A longer text is a file, whose lines are those of a program. */
const MAX_TEXT = 100_000

/** The sentence, the list or the block ends here. */
const ENDS = /[.!?:;{}[(>|=\\]$/

/** A sentence goes on in lower case. What begins like this begins a line of its own. */
const GOES_ON =
  /^[ \t]{0,80}(?!(?:at|npm|git|curl|docker|remote|fatal|error|warning|warn|info|debug|hint|note|caused by)\b|[\w.-]{1,60} ?(?:=|:(?:[\s"'\d]|$))|\w{1,60}\()[\p{Ll}(]/u

export function isWrapped(line: string, next: string): boolean {
  const length = line.trimEnd().length
  return length >= MIN_WRAPPED && length <= MAX_WRAPPED && !ENDS.test(line.trimEnd()) && GOES_ON.test(next)
}

/** Consecutive lines of a text that are one sentence, joined with one space each. */
export interface WrappedSentence {
  readonly text: string
  /** Offsets in `text` of the spaces that replace line breaks. */
  readonly joins: readonly number[]
  /** The offset in the original text of an offset in `text`. */
  toOriginal(offset: number): number
}

/** @returns the wrapped sentences of a text, in order */
export function joinWrappedSentences(text: string): readonly WrappedSentence[] {
  if (text.length > MAX_TEXT || !text.includes('\n')) return []
  const joined: WrappedSentence[] = []
  let run: Line[] = []
  const end = () => {
    if (run.length > 1) joined.push(join(run))
  }
  for (const line of linesOf(text)) {
    const last = run.at(-1)
    if (last !== undefined && run.length < MAX_JOINED && isWrapped(last.text, line.text)) run.push(line)
    else {
      end()
      run = [line]
    }
  }
  end()
  return joined
}

interface Line {
  readonly text: string
  /** Offset in the original text. */
  readonly start: number
}

function linesOf(text: string): readonly Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const at = start
    start += line.length + 1
    return { text: line, start: at }
  })
}

function join(lines: readonly Line[]): WrappedSentence {
  let text = ''
  const joins: number[] = []
  /** Where each line begins, in the joined text and in the original. */
  const starts: { joined: number; original: number }[] = []
  for (const line of lines) {
    const words = text === '' ? line.text.trimEnd() : line.text.trim()
    if (text !== '') {
      joins.push(text.length)
      text += ' '
    }
    starts.push({ joined: text.length, original: line.start + line.text.indexOf(words) })
    text += words
  }
  return {
    text,
    joins,
    toOriginal(offset) {
      const line = starts.findLast(({ joined }) => joined <= offset)
      return line === undefined ? offset : line.original + offset - line.joined
    },
  }
}
