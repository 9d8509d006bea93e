/** Reads the public parameters of the authorization requests that a report shows (RFC 6749, section 4.1.1). */
import { strictShapeOf } from './strict-shapes.ts'

/** In characters per text. */
const MAX_READ = 200_000
/** A value that goes on with anything else is cut, or has a placeholder in it. */
const CLIENT_ID = /[?&]client_id=([\w.~:/%-]{1,200})(?=[\s&#"'`)\]}>,;|\\]|$)/g
const REDIRECT_URI = /[?&]redirect_uri=([\w.~:/%-]{1,200})/g
const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):(\d{2,5})(?:\/|$)/
/** The browser shows where it was sent back to. */
const SENT_BACK = /https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):(\d{2,5})\/[\w/-]{0,60}callback\b/gi
/** People write this in place of an id. */
const PLACEHOLDER = /\.\.|x{3}|redacted|^(?:your|my)\b/i

/** @returns client ids of a strict shape; one can be the URL of a document */
export function clientIdsIn(text: string): readonly string[] {
  return parametersIn(text, CLIENT_ID)
    .map((value) => value.replace(/[.:]$/, ''))
    .filter((value) => strictShapeOf(value) !== null && !PLACEHOLDER.test(value))
}

/** @returns the ports of this machine to which the browser is sent back */
export function redirectPortsIn(text: string): readonly string[] {
  const asked = parametersIn(text, REDIRECT_URI).flatMap((uri) => LOOPBACK.exec(uri)?.[1] ?? [])
  return [...asked, ...[...text.slice(0, MAX_READ).matchAll(SENT_BACK)].map(([, port]) => port as string)]
}

function parametersIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.slice(0, MAX_READ).matchAll(pattern)].flatMap((match) => decoded(match[1] as string) ?? [])
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
