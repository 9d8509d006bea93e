/** Bytes → text, by what the bytes look like: UTF-8, UTF-16 with or without its mark, else Windows' Latin alphabet. */

/** How much is looked at to tell text from other data, from the beginning, the middle and the end. */
const SAMPLE = 65_536

/** Random bytes hold 9% of them, logs with colours or a torn line next to none. */
const MAX_CONTROLS = 0.02

/**
 * @param bytes a whole file
 * @returns its text without NULs (a crash leaves stretches of them in a log), or null when it is no text
 */
export function decode(bytes: Uint8Array): string | null {
  const sample = sampleOf(bytes)
  const wide = wideEncoding(bytes, sample)
  if (wide !== null) return withoutNuls(new TextDecoder(wide).decode(bytes))
  if (controlShare(sample) > MAX_CONTROLS) return null
  return withoutNuls(narrowText(bytes))
}

function withoutNuls(text: string): string {
  return text.replaceAll('\0', '')
}

/** The windows begin at even offsets, so that the halves of a UTF-16 unit stay where they are. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= 3 * SAMPLE) return bytes
  const middle = Math.floor(bytes.length / 4) * 2
  const end = Math.floor((bytes.length - SAMPLE) / 2) * 2
  return Buffer.concat([0, middle, end].map((start) => bytes.subarray(start, start + SAMPLE)))
}

function wideEncoding(bytes: Uint8Array, sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const nuls = [0, 0] as [number, number]
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] === 0) nuls[at % 2 === 0 ? 0 : 1]++
  }
  // Of Latin text in UTF-16 every second byte is a NUL; of other scripts at least the spaces and line ends have one.
  const [even, odd] = nuls
  const enough = Math.max(even, odd) >= Math.max(2, sample.length / 50)
  if (!enough || Math.min(even, odd) * 20 > Math.max(even, odd)) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** Controls other than white space, bell, backspace, escape and NUL, among the bytes that are no NUL. */
function controlShare(sample: Uint8Array): number {
  let controls = 0
  let nuls = 0
  for (const byte of sample) {
    if (byte === 0) nuls++
    else if (byte < 7 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++
  }
  return controls / Math.max(1, sample.length - nuls)
}

/** A torn character or a stray byte does not make a UTF-8 log Latin; more wrong sequences than right ones do. */
function narrowText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  if (!text.includes(WRONG)) return text
  let balance = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === WRONG) balance--
    else if (text.charCodeAt(at) > 127) balance++
  }
  return balance < 0 ? new TextDecoder('windows-1252').decode(bytes) : text
}

/** What the decoder puts where bytes are no UTF-8. */
const WRONG = '\ufffd'
