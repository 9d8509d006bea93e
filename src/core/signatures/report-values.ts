/**
 * Values that every signature may insert without capturing them: the server and the authorization server that a report
 * is about, the host that its log names, and the public parameters of the login. A value is used only if the report
 * leaves no choice between several.
 */
import { type LoginUrls, NO_URLS } from '../flow/login-urls.ts'
import type { Report, Segment } from '../report/report.ts'
import { clientIdsIn, redirectPortsIn } from './authorization-requests.ts'
import { COMMAND_VALUES, type CommandValue, commandValuesIn } from './command-values.ts'
import {
  blockedRequestsIn,
  configuredServersIn,
  hostsIn,
  issuersByEndpointIn,
  issuersByMetadataIn,
  issuersIn,
  ownEndpointsIn,
  registrationEndpointsIn,
  serversByLabelIn,
  serversByNameIn,
  serversByPathIn,
  serversRequested,
  urlsIn,
} from './report-urls.ts'

const COMMAND_VALUE_NAMES = Object.keys(COMMAND_VALUES) as CommandValue[]

/** The names, as authors write them between `{{` and `}}`. */
export const REPORT_VALUES = [
  'server-url',
  'server-origin',
  'server-host',
  'resource-metadata',
  'auth-server',
  'registration-endpoint',
  'host',
  'client-id',
  'redirect-port',
  'blocked-url',
  'page-origin',
  ...COMMAND_VALUE_NAMES,
] as const

export type ReportValues = Partial<Readonly<Record<(typeof REPORT_VALUES)[number], string>>>

/** The heading of a form field that asks for the address. */
const ADDRESS_FIELD =
  /(?:server|connector|endpoint)[^\n]{0,40}(?:url|uri|address)|^(?:mcp )?(?:server|endpoint)(?: configuration)?$/i

/**
 * @param login what the login in the logs requested; it decides where the text names no server or several
 * @returns every value that the report leaves no choice about
 */
export function reportValuesOf(report: Pick<Report, 'fields' | 'segments'>, login: LoginUrls = NO_URLS): ReportValues {
  const texts = report.segments.map(({ text }) => text)
  const url = serverOf(report) ?? onlyOne(serversRequested(login.resource))
  const origin = url === null ? null : new URL(url).origin
  const own = origin === null ? null : ownEndpointsOf(report.segments)
  const requested = [login.authorization.join('\n')]
  const issuer = issuerOf(texts) ?? issuerOf(requested) ?? (own === null ? null : origin)
  const registered = [texts, requested].map((it) => onlyOne(it.flatMap(registrationEndpointsIn))).find((it) => it)
  const registration = registered ?? (own?.['register'] === undefined ? null : `${origin}${own['register']}`)
  const hosts = report.segments.filter(isOutput).flatMap(({ text }) => hostsIn(text))
  const host = onlyOne(hosts) ?? onlyOne(login.broken.flatMap(hostsIn))
  return {
    ...(url !== null && serverValuesOf(new URL(url))),
    ...(issuer !== null && { 'auth-server': issuer }),
    ...(registration !== null && { 'registration-endpoint': registration }),
    ...(host !== null && { host }),
    ...parametersOf(texts),
    ...blockedOf(texts),
    ...commandValuesOf(texts),
  }
}

function commandValuesOf(texts: readonly string[]): ReportValues {
  return Object.fromEntries(
    COMMAND_VALUE_NAMES.flatMap((name) => {
      const value = onlyOne(texts.flatMap((text) => commandValuesIn(name, text)))
      return value === null ? [] : [[name, value]]
    }),
  )
}

function serverValuesOf({ href, origin, hostname, pathname }: URL): ReportValues {
  const path = pathname.replace(/\/$/, '')
  return {
    'server-url': href.replace(/\/$/, ''),
    'server-origin': origin,
    'server-host': hostname,
    // Without a path, it is the document of the origin.
    ...(path !== '' && { 'resource-metadata': `${origin}/.well-known/oauth-protected-resource${path}` }),
  }
}

/** What the browser's console names when it hides a response from a page. */
function blockedOf(texts: readonly string[]): Pick<ReportValues, 'blocked-url' | 'page-origin'> {
  const blocked = texts.flatMap(blockedRequestsIn)
  const url = onlyOne(blocked.map((it) => it.url))
  const origin = onlyOne(blocked.flatMap((it) => it.origin ?? []))
  return { ...(url !== null && { 'blocked-url': url }), ...(origin !== null && { 'page-origin': origin }) }
}

/** The clearest mention decides: the form, the client's settings, the path of an MCP server, its name, its label. */
function serverOf({ fields, segments }: Pick<Report, 'fields' | 'segments'>): string | null {
  const asked = fields.filter(({ heading }) => ADDRESS_FIELD.test(heading)).flatMap(({ text }) => urlsIn(text))
  const find = (read: (text: string) => readonly string[]) => segments.flatMap(({ text }) => read(text))
  const levels = [
    asked,
    find(configuredServersIn),
    find(serversByPathIn),
    find(serversByNameIn),
    find(serversByLabelIn),
  ]
  return levels.map(onlyOne).find((url) => url !== null) ?? null
}

function issuerOf(texts: readonly string[]): string | null {
  const levels = [issuersIn, issuersByEndpointIn, issuersByMetadataIn]
  const found = levels.map((read) => texts.flatMap(read)).find((urls) => urls.length > 0)
  return found === undefined ? null : onlyOne(found)
}

function parametersOf(texts: readonly string[]): Pick<ReportValues, 'client-id' | 'redirect-port'> {
  const clientId = onlyOne(texts.flatMap(clientIdsIn))
  const port = onlyOne(texts.flatMap(redirectPortsIn))
  return { ...(clientId !== null && { 'client-id': clientId }), ...(port !== null && { 'redirect-port': port }) }
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

/** The two names of this machine are one host. */
function onlyOne(urls: readonly string[]): string | null {
  const [first, ...others] = new Set(urls.map((url) => url.replace(/\/$/, '')))
  const loopback = (url: string | undefined) => url?.replace(/^(https?:\/\/)127\.0\.0\.1(?=[:/]|$)/, '$1localhost')
  return first !== undefined && others.every((it) => loopback(it) === loopback(first)) ? first : null
}
