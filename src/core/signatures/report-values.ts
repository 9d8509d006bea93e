/**
 * Values that every signature may insert without capturing them: the server and the authorization server that a report
 * is about, and the host that its log names. A value is used only if the report leaves no choice between several.
 */
import type { Report, Segment } from '../report/report.ts'
import { strictShapeOf } from './strict-shapes.ts'

/** The names, as authors write them between `{{` and `}}`. */
export const REPORT_VALUES = ['server-url', 'server-origin', 'server-host', 'auth-server', 'host'] as const

export type ReportValues = Partial<Readonly<Record<(typeof REPORT_VALUES)[number], string>>>

/** In characters per segment or field. A report names its server early. */
const MAX_READ = 20_000
/** Up to a query, a fragment or a mark that ends an address in a sentence; a placeholder in it stays, and disqualifies it. */
const URL_IN_TEXT = /https?:\/\/[^\s"'`()|,;?#\\]{1,220}/gi
/** The heading of a form field that asks for the address. */
const ADDRESS_FIELD = /(?:server|connector|endpoint)[^\n]{0,40}(?:url|uri|address)/i
/** The last part of the path of an MCP server: one per transport. */
const MCP_PATH = /^\/(?:[^/]+\/){0,8}(?:mcp|sse)\/?$/i
/** Pages about MCP have such paths too. */
const READING_MATTER =
  /^https?:\/\/(?:(?:www\.)?(?:github|gitlab|npmjs)\.com|docs?\.)|\/(?:docs?|issues|blob|package)\//i

/** How metadata documents name the authorization server. */
const ISSUER =
  /"issuer"\s*:\s*"(https?:\/\/[^"\s]{1,220})"|"authorization_servers"\s*:\s*\[\s*"(https?:\/\/[^"\s]{1,220})"/gi

/** @returns every value that the report leaves no choice about */
export function reportValuesOf({ fields, segments }: Pick<Report, 'fields' | 'segments'>): ReportValues {
  const asked = fields.filter(({ heading }) => ADDRESS_FIELD.test(heading)).flatMap(({ text }) => addressesIn(text))
  const named = segments.flatMap(({ text }) => addressesIn(text)).filter((url) => MCP_PATH.test(new URL(url).pathname))
  const url = onlyOne(asked) ?? onlyOne(named)
  const issuer = onlyOne(segments.flatMap(issuersIn))
  const host = onlyOne(segments.filter(isOutput).flatMap(({ text }) => addressesIn(text).map(hostOf)))
  return {
    ...(url !== null && { 'server-url': url, 'server-origin': new URL(url).origin, 'server-host': hostOf(url) }),
    ...(issuer !== null && { 'auth-server': issuer }),
    ...(host !== null && { host }),
  }
}

/** People put the line of the program that failed into the title, too. */
function isOutput({ kind }: Segment): boolean {
  return kind === 'log' || kind === 'title'
}

function hostOf(url: string): string {
  return new URL(url).hostname
}

function issuersIn({ text }: Segment): readonly string[] {
  return [...text.slice(0, MAX_READ).matchAll(ISSUER)]
    .map(([, issuer, server]) => ((issuer ?? server) as string).replace(/\/$/, ''))
    .filter((it) => strictShapeOf(it) !== null && URL.canParse(it))
}

function addressesIn(text: string): readonly string[] {
  return [...text.slice(0, MAX_READ).matchAll(URL_IN_TEXT)]
    .map(([url]) => url.replace(/[^\p{L}\p{N}\]}]+$/u, ''))
    .filter((url) => strictShapeOf(url) !== null && URL.canParse(url) && !READING_MATTER.test(url))
}

function onlyOne(urls: readonly string[]): string | null {
  const [first, ...others] = new Set(urls)
  return first !== undefined && others.length === 0 ? first : null
}
