/** A request that waits for its answer, and what the lines between them tell of it. */
import { hostOf } from './request-target.ts'

export interface PendingRequest {
  path: string
  host: string | null
  authorized: boolean
}

/** The body of a token request says that it is a refresh; the path does not (RFC 6749, section 6). */
const REFRESH = 'grant_type=refresh_token'
/** The body as a form, as JSON or as a printed map or list. */
const REFRESH_BODY = /\bgrant_type["']?\s?(?:[:=,]|=>)\s?["']?refresh_token\b/

/** On a line of its own, in a quoted line of a dump, or among the headers that a string holds. */
const HOST_HEADER = /(?:^|[>\s"'=]|\\n)host[:=] ?([\w.:[\]-]{1,200}?)\.?(?=\s*$|\\r|\[\\r\]|["'])/i

export function hostHeaderIn(line: string): string | null {
  return hostOf(HOST_HEADER.exec(line)?.[1])
}

/** A header that carries one, in whatever form it is printed. */
export const CREDENTIAL = /\bauthorization["']?\s?[:=]\s?["'[(]{0,2}(?!(?:none|null|undefined|false)\b)[\w[]/i

/** @param credential how the format writes a credential, if it has a way of its own */
export function addRequestLine(request: PendingRequest, line: string, credential: RegExp = CREDENTIAL): void {
  if (credential.test(line)) request.authorized = true
  request.host ??= hostHeaderIn(line)
  if (REFRESH_BODY.test(line) && !request.path.includes(REFRESH)) request.path += `?${REFRESH}`
}
