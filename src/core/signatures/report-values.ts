/**
 * Values that every signature may insert without capturing them: the address of the server that a report is about, as
 * `{{server-url}}` and `{{server-origin}}`. An address is used only if the report leaves no choice between several.
 */
import type { Report } from '../report/report.ts'
import { strictShapeOf } from './strict-shapes.ts'

/** The names, as authors write them between `{{` and `}}`. */
export const REPORT_VALUES = ['server-url', 'server-origin'] as const

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

/** @returns both values, or none if the report names no server or several */
export function reportValuesOf({ fields, segments }: Pick<Report, 'fields' | 'segments'>): ReportValues {
  const asked = fields.filter(({ heading }) => ADDRESS_FIELD.test(heading)).flatMap(({ text }) => addressesIn(text))
  const named = segments.flatMap(({ text }) => addressesIn(text)).filter((url) => MCP_PATH.test(new URL(url).pathname))
  const url = onlyOne(asked) ?? onlyOne(named)
  return url === null ? {} : { 'server-url': url, 'server-origin': new URL(url).origin }
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
