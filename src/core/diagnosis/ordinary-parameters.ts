/**
 * Tells whether a match is a parameter that stands in every request of a login: the address of the authorization page
 * says that a login was started, and nothing about why it failed.
 */
import type { Hit } from '../signatures/pack.ts'

/** What ends a URL. */
const SPACE = /[\s"'<>`]/
/** In characters before a match. */
const MAX_URL = 2_000
const IS_REQUEST = /\/auth(?:orize)?\?|[?&](?:response_type|client_id)=/
/** Parameters in which a server says what failed. */
const MESSAGE = /^(?:error\w*|message|reason|detail|description|msg)=/i

/** @returns true if the whole match lies in the query of an authorization request */
export function isOrdinaryParameter({ segment, start, end }: Pick<Hit, 'segment' | 'start' | 'end'>): boolean {
  const { text } = segment
  if (end - start > MAX_URL || SPACE.test(text.slice(start, end))) return false
  const earliest = Math.max(0, start - MAX_URL)
  const before = text.slice(earliest, start).split(SPACE).at(-1) ?? ''
  const after = text.slice(end, end + MAX_URL).split(SPACE, 1)[0] ?? ''
  const url = before + text.slice(start, end) + after
  const query = url.indexOf('?')
  if (query === -1 || query > before.length || !IS_REQUEST.test(url)) return false
  // A match can start with the mark in front of its parameter.
  const parameter = url.slice(Math.max(url.lastIndexOf('&', before.length), query) + 1)
  return !MESSAGE.test(parameter)
}
