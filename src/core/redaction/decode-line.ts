/**
 * Decodes the characters of a token that a program wrote as HTML entities (`&#95;`) or as escapes in a string (`\u002B`,
 * `\/`), so that a token is recognised whole.
 */

/** What a token, a name or an address consists of; quotation marks and separators keep their meaning as they are. */
const IN_TOKEN = /[\w.~+/=@:-]/

/** A backslash of JSON before a slash is left out only inside a word, so that a path of Windows keeps its form. */
const ENCODED =
  /&#(?:0{0,4}(?<decimal>\d{2,3})|[xX]0{0,4}(?<hexadecimal>[2-7][0-9A-Fa-f]));|&(?<name>commat|lowbar|period|hyphen|plus|sol|equals|colon);|\\{1,3}u00(?<escaped>[2-7][0-9A-Fa-f])|(?<=[\w+=.~:-])\\{1,3}\/(?=[\w+=.~-])|(?<![\w\\/])\\{1,3}\/(?=(?:[Hh]ome|Users)\\)/g

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

/** @returns the offset of the first encoded character at or after `from`, or -1 */
export function nextEncoded(text: string, from: number): number {
  ENCODED.lastIndex = from
  return ENCODED.exec(text)?.index ?? -1
}

/** @param line one line of text */
export function decodeLine(line: string): string {
  return line.replace(ENCODED, (encoded, ...match) => {
    const { decimal, hexadecimal, escaped, name } = match.at(-1) as Record<string, string | undefined>
    const hex = hexadecimal ?? escaped
    if (name !== undefined) return NAMED[name] as string
    if (decimal === undefined && hex === undefined) return '/'
    const character = String.fromCharCode(decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal))
    return IN_TOKEN.test(character) ? character : encoded
  })
}
