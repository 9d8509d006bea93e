/**
 * Values that every signature may insert without capturing them: the server and the authorization server that a report
 * is about, the host that its log names, and the line that shows the failure. A value is used only if the report leaves
 * no choice between several.
 */
import type { Report, Segment } from '../report/report.ts'
import {
  configuredServersIn,
  issuersByEndpointIn,
  issuersByMetadataIn,
  issuersIn,
  ownEndpointsIn,
  registrationEndpointsIn,
  serversByNameIn,
  serversByPathIn,
  urlsIn,
} from './report-urls.ts'

/** The names, as authors write them between `{{` and `}}`. */
export const REPORT_VALUES = [
  'server-url',
  'server-origin',
  'server-host',
  'auth-server',
  'registration-endpoint',
  'host',
] as const

export type ReportValues = Partial<Readonly<Record<(typeof REPORT_VALUES)[number], string>>>

/** The heading of a form field that asks for the address. */
const ADDRESS_FIELD = /(?:server|connector|endpoint)[^\n]{0,40}(?:url|uri|address)/i

/** @returns every value that the report leaves no choice about */
export function reportValuesOf(report: Pick<Report, 'fields' | 'segments'>): ReportValues {
  const texts = report.segments.map(({ text }) => text)
  const url = serverOf(report)
  const origin = url === null ? null : new URL(url).origin
  const own = origin === null ? null : ownEndpointsOf(report.segments)
  const issuer = issuerOf(texts) ?? (own === null ? null : origin)
  const registered = onlyOne(texts.flatMap(registrationEndpointsIn))
  const registration = registered ?? (own?.['register'] === undefined ? null : `${origin}${own['register']}`)
  const host = onlyOne(report.segments.filter(isOutput).flatMap(({ text }) => urlsIn(text).map(hostOf)))
  return {
    ...(url !== null && { 'server-url': url, 'server-origin': new URL(url).origin, 'server-host': hostOf(url) }),
    ...(issuer !== null && { 'auth-server': issuer }),
    ...(registration !== null && { 'registration-endpoint': registration }),
    ...(host !== null && { host }),
  }
}

/** The clearest mention decides: the form, the client's settings, the path of an MCP server, its name. */
function serverOf({ fields, segments }: Pick<Report, 'fields' | 'segments'>): string | null {
  const asked = fields.filter(({ heading }) => ADDRESS_FIELD.test(heading)).flatMap(({ text }) => urlsIn(text))
  const find = (read: (text: string) => readonly string[]) => segments.flatMap(({ text }) => read(text))
  const levels = [asked, find(configuredServersIn), find(serversByPathIn), find(serversByNameIn)]
  return levels.map(onlyOne).find((url) => url !== null) ?? null
}

function issuerOf(texts: readonly string[]): string | null {
  const levels = [issuersIn, issuersByEndpointIn, issuersByMetadataIn]
  const found = levels.map((read) => texts.flatMap(read)).find((urls) => urls.length > 0)
  return found === undefined ? null : onlyOne(found)
}

/** The login's endpoints, if the log of the MCP server itself shows them. */
function ownEndpointsOf(segments: readonly Segment[]): Readonly<Partial<Record<string, string>>> | null {
  return (
    segments
      .filter(({ kind }) => kind === 'log')
      .map(({ text }) => ownEndpointsIn(text))
      .find((it) => it !== null) ?? null
  )
}

/** People put the line of the program that failed into the title, too. */
function isOutput({ kind }: Segment): boolean {
  return kind === 'log' || kind === 'title'
}

function hostOf(url: string): string {
  return new URL(url).hostname
}

function onlyOne(urls: readonly string[]): string | null {
  const [first, ...others] = new Set(urls.map((url) => url.replace(/\/$/, '')))
  return first !== undefined && others.length === 0 ? first : null
}
