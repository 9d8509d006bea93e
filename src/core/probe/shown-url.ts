/** URLs as sentences show them: origin and path, without anything that may be a key. */

const MAX_LENGTH = 120

/** A long segment with letters and digits is a key of its owner on some hosts, so it is never shown. */
const LOOKS_LIKE_KEY = /^(?=.*\d)(?=.*[A-Za-z]).{16,}$/

/** @returns `[redacted]` in the place of a segment that may be a key */
function maskPath(pathname: string): string {
  return pathname
    .split('/')
    .map((segment) => (LOOKS_LIKE_KEY.test(segment) ? '[redacted]' : segment))
    .join('/')
}

/** @param text a URL, or anything that a server sends instead of one */
export function shownUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'something that is not an http or https URL'
  const path = url.pathname === '/' ? '' : maskPath(url.pathname)
  return shorten(url.origin + path)
}

/** The path of a URL, without its query. */
export function shownPath(text: string): string {
  const url = URL.parse(text)
  return url === null ? 'an invalid URL' : shorten(maskPath(url.pathname))
}

/** Ends before the segment that does not fit: half a credential would not be recognised as one. */
function shorten(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const end = text.slice(0, MAX_LENGTH).lastIndexOf('/')
  return `${text.slice(0, Math.max(end, 0))}/…`
}
