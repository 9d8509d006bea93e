/** Decodes bytes to text. Detects UTF-8 and UTF-16 with or without a byte order mark; otherwise uses Windows-1252. */

/** Number of bytes sampled at the start, middle and end of a file to distinguish text from other data. */
const SAMPLE_SIZE = 65_536

/**
 * Maximum share of control characters. Random bytes contain 9%; logs contain almost none, even with colours or a
 * damaged line.
 */
const MAX_CONTROL_SHARE = 0.02

/**
 * @param bytes a whole file
 * @returns the file's text without NULs (a crash leaves runs of NULs in a log), or null if the file is not text
 */
export function decode(bytes: Uint8Array): string | null {
  const sample = sampleOf(bytes)
  const wide = wideEncoding(bytes, sample)
  if (wide !== null) return withoutNuls(new TextDecoder(wide).decode(bytes))
  if (controlShare(sample) > MAX_CONTROL_SHARE) return null
  return withoutNuls(narrowText(bytes))
}

/** Whether text is in UTF-16. @param bytes the beginning of a file, or all of it */
export function isWide(bytes: Uint8Array): boolean {
  return wideEncoding(bytes, sampleOf(bytes)) !== null
}

function withoutNuls(text: string): string {
  return text.replaceAll('\0', '')
}

/** The samples start at even offsets, so that UTF-16 code units stay aligned. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= 3 * SAMPLE_SIZE) return bytes
  const middle = Math.floor(bytes.length / 4) * 2
  const end = Math.floor((bytes.length - SAMPLE_SIZE) / 2) * 2
  return Buffer.concat([0, middle, end].map((start) => bytes.subarray(start, start + SAMPLE_SIZE)))
}

function wideEncoding(bytes: Uint8Array, sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const nuls = [0, 0] as [number, number]
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] === 0) nuls[at % 2 === 0 ? 0 : 1]++
  }
  // In UTF-16, every second byte of Latin text is a NUL. In other scripts, at least spaces and line breaks have one.
  const [even, odd] = nuls
  const hasEnoughNuls = Math.max(even, odd) >= Math.max(2, sample.length / 50)
  if (!hasEnoughNuls || Math.min(even, odd) * 20 > Math.max(even, odd)) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/**
 * Returns the share of control characters among the non-NUL bytes. Does not count whitespace, bell, backspace or
 * escape.
 */
function controlShare(sample: Uint8Array): number {
  let controls = 0
  let nuls = 0
  for (const byte of sample) {
    if (byte === 0) nuls++
    else if (byte < 7 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++
  }
  return controls / Math.max(1, sample.length - nuls)
}

/**
 * Falls back to Windows-1252 if the text has more invalid UTF-8 sequences than valid ones; a few invalid ones are
 * tolerated.
 */
function narrowText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  if (!text.includes(REPLACEMENT)) return text
  let balance = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === REPLACEMENT) balance--
    else if (text.charCodeAt(at) > 127) balance++
  }
  return balance < 0 ? new TextDecoder('windows-1252').decode(bytes) : text
}

/** The decoder's replacement character for invalid UTF-8. */
const REPLACEMENT = '\ufffd'
