/** The parts of a request as logs write them; the building blocks of the readers' patterns. */

export const METHOD = '(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)'

/** A path with its query, or an absolute URL: two groups, host and path. */
export const TARGET = String.raw`(?:https?:\/\/([^\s"'<>\/]{1,200}))?(\/[^\s"'<>,;]{0,800})`

/** Not the end of a longer word, such as `S256`. */
export const STATUS = '(?<![\\w.])([1-5]\\d\\d)'

const REASONS =
  'OK|Created|Accepted|No Content|Moved Permanently|Found|See Other|Not Modified|Temporary Redirect|Permanent Redirect|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Payment Required|Proxy Authentication Required|Request Timeout|Precondition Failed|Conflict|Gone|Unsupported Media Type|Unprocessable (?:Content|Entity)|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out'

/**
 * Reason phrases (RFC 9110, section 15), as protocols write them or as names in programs (`BadRequest`, `BAD_REQUEST`):
 * what follows or precedes them is no number of anything else.
 */
export const REASON: string = REASONS.replaceAll(' ', '[ _]?')

/** @returns the host without user and port, in lower case; null for none */
export function hostOf(written: string | undefined): string | null {
  if (written === undefined || written === '' || written === '-') return null
  return written
    .slice(written.lastIndexOf('@') + 1)
    .replace(/:\d{1,5}$/, '')
    .toLowerCase()
}

/** Not the number of something: `POST /token: 400 requests`. */
export const NO_COUNT = String.raw`(?!\d|\.\d| (?:requests?|reqs?|calls?|hits?|times?|bytes|items|rows|retries|attempts|total|per|m?s)\b)`
