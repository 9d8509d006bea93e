/**
 * Cuts titles and error lines into fragments: runs of words, and single error codes. A line as a whole hardly ever recurs
 * in reports from different people, because they have different programs and log formats around the same message; a
 * fragment does.
 */

const WORD = /[\p{L}\p{N}_]+/gu
const MAX_WORDS_IN_LINE = 60
/** In one fragment. */
export const MAX_WORDS = 7
const MIN_LENGTH = 8
const MIN_CODE_LENGTH = 9

/** Words at which a message neither starts nor ends. */
const LOOSE = new Set(
  'a an the to of in on at is are was were be it this that and or for with from by as i we you my our your but so if'.split(
    ' ',
  ),
)

/** @returns the fragments of one line, in lower case with single spaces, each once */
export function fragmentsIn(line: string): ReadonlySet<string> {
  const words = wordsIn(line)
  const found = new Set<string>()
  for (let from = 0; from < words.length; from++) {
    for (let count = 1; count <= MAX_WORDS && from + count <= words.length; count++) {
      const run = words.slice(from, from + count)
      if (isFragment(run)) found.add(run.join(' '))
    }
  }
  return found
}

/** @returns the words of a line, in lower case */
export function wordsIn(line: string): readonly string[] {
  return (line.toLowerCase().match(WORD) ?? []).slice(0, MAX_WORDS_IN_LINE)
}

function isFragment(run: readonly string[]): boolean {
  const [first = '', last = ''] = [run[0], run.at(-1)]
  const text = run.join(' ')
  if (run.length === 1) return isCode(first)
  return !LOOSE.has(first) && !LOOSE.has(last) && text.length >= MIN_LENGTH
}

/** One word says enough only if it is an error code or the name of an exception. */
export function isCode(word: string): boolean {
  if (word.length < MIN_CODE_LENGTH || word.length > 60) return false
  return /[a-z]_[a-z]|^[a-z]{2,10}\d{4,8}$|[a-z]{5}exception$/.test(word)
}
