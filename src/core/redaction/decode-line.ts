/**
 * Decodes the characters of a token that a program wrote as HTML entities (`&#95;`) or as escapes in a string (`\u002B`,
 * `\/`), so that a token is recognised whole.
 */
import { readsAsWords } from './value-shapes.ts'

/** What a token, a name or an address consists of; quotation marks and separators keep their meaning as they are. */
const IN_TOKEN = /[\w.~+/=@:-]/

/** A character in another form; slashes after backslashes with the words after them, of which they may be a part. */
const ENCODED =
  /&#(?:0{0,4}(?<decimal>\d{2,3})|[xX]0{0,4}(?<hexadecimal>[2-7][0-9A-Fa-f]));|&(?<name>commat|lowbar|period|hyphen|plus|sol|equals|colon);|\\{1,3}u00(?<escaped>[2-7][0-9A-Fa-f])|(?<words>(?:\\{1,3}\/[\w+=.~-]{0,200}){1,60})/g

const NAMED: Readonly<Record<string, string>> = {
  commat: '@',
  lowbar: '_',
  period: '.',
  hyphen: '-',
  plus: '+',
  sol: '/',
  equals: '=',
  colon: ':',
}

/** The home folder of a person is read in any form. */
const HOME = /\/(?:home|Users)\//i

/** The next possible one; the words around slashes are read only then. */
const HINT = /&(?:#[\dxX]|(?:commat|lowbar|period|hyphen|plus|sol|equals|colon);)|\\(?:u00|\/[\w+=])/g

/** @returns a function that finds the offset of the first encoded character at or after an offset, or -1 */
export function searchEncoded(text: string): (from: number) => number {
  // Most texts have neither character, and a search for one character is many times as fast as one for a pattern.
  if (!text.includes('&') && !text.includes('\\')) return () => -1
  return (from) => {
    HINT.lastIndex = from
    return HINT.exec(text)?.index ?? -1
  }
}

/** @param line one line of text */
export function decodeLine(line: string): string {
  if (searchEncoded(line)(0) === -1) return line
  return line.replace(ENCODED, (encoded, ...match) => {
    const { decimal, hexadecimal, escaped, name, words } = match.at(-1) as Record<string, string | undefined>
    if (words !== undefined) return decodeSlashes(words, line.slice(Math.max(0, match.at(-3) - MAX_WORD), match.at(-3)))
    if (name !== undefined) return NAMED[name] as string
    const code = decimal === undefined ? Number.parseInt((hexadecimal ?? escaped) as string, 16) : Number(decimal)
    const character = String.fromCharCode(code)
    return IN_TOKEN.test(character) ? character : encoded
  })
}

/** How much of the word before a slash is read. */
const MAX_WORD = 200

/** Leaves the paths of files and URLs as they are. */
function decodeSlashes(words: string, before: string): string {
  const decoded = words.replace(/\\+\//g, '/')
  const whole = (/[\w+=.~:-]*$/.exec(before)?.[0] ?? '') + decoded
  return HOME.test(decoded) || !readsAsWords(whole) ? decoded : words
}
