/**
 * Decodes the messages that providers put into a URL, such as `error_description=Unknown+scope%3A+tools`, so that a
 * sentence reads the same whether it stands in a log or in the address bar. Runs before redaction, so that what the
 * encoding hid is redacted as well.
 */

/** Parameters that hold a sentence for people (RFC 6749, 4.1.2.1, and common names beside it). */
const MESSAGE =
  /(?<=[?&#;]|%26|%3F)(?:error_?description|error_?message|error_?reason|errorMessage|message|msg|reason)(?:=|%3D)/gi

/** In characters; a longer message is no sentence. */
const MAX_LENGTH = 2_000

/**
 * The characters of a value in a URL (RFC 3986, 3.4), without those that end it in a text. One more than the limit, so
 * that a text of many encoded parameters is not read to its end for each of them.
 */
const VALUE = /[\w.~!$'()*+,:@/?%-]{0,2001}/y

const ENCODED = /%[0-9a-f]{2}|\+/i
const OCTETS = /(?:%[0-9a-f]{2})+/gi

/** Would begin a new line, a tag, or nothing visible. */
const UNWANTED = /\p{C}|[\u2028\u2029]/gu

/** @param text clean @returns the text with the same number of lines */
export function decodeMessages(text: string): string {
  let decoded = ''
  let end = 0
  let read = 0
  for (const { index, 0: name } of text.matchAll(MESSAGE)) {
    // A parameter inside a value is part of the value.
    if (index < read) continue
    const start = index + name.length
    const value = valueAt(text, start)
    read = start + value.length
    if (value.length > MAX_LENGTH || !ENCODED.test(value)) continue
    decoded += text.slice(end, start) + decodeValue(value)
    end = start + value.length
  }
  return end === 0 ? text : decoded + text.slice(end)
}

function valueAt(text: string, start: number): string {
  VALUE.lastIndex = start
  return VALUE.exec(text)?.[0] ?? ''
}

/** A value inside a value is encoded twice. */
function decodeValue(value: string): string {
  const once = decodeOctets(value.replaceAll('+', ' '))
  return (ENCODED.test(once) ? decodeOctets(once) : once).replace(UNWANTED, ' ')
}

function decodeOctets(value: string): string {
  return value.replace(OCTETS, (octets) => {
    try {
      return decodeURIComponent(octets)
    } catch {
      return octets
    }
  })
}
