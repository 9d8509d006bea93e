/** Compares what a client needs with what the walk learned about the server. */
import type { ClientFacts } from './client-facts.ts'
import type { ProbeFault } from './fault.ts'
import type { ClientNeed, StageResult } from './probe.ts'
import type { Known } from './step.ts'
import { failed } from './verdict.ts'

/** A need with the fault that it is if it is not met. */
interface JudgedNeed extends ClientNeed {
  readonly fault: ProbeFault | null
}

/** @returns an empty list if no client was named */
export function judgeNeeds(known: Known): readonly ClientNeed[] {
  return judge(known).map(({ need, met, source }) => ({ need, met, source }))
}

/** @returns the first need that the server does not meet, as a failed stage; null if there is none */
export function needsAsStage(known: Known): StageResult | null {
  const unmet = judge(known).find(({ met }) => met === false)
  if (unmet === undefined || unmet.fault === null) return null
  const detail = `${known.target.client?.name ?? 'The client'} cannot use this server. Needed: ${unmet.need}`
  return failed('challenge', unmet.fault, { status: null, side: 'client', detail, section: null })
}

function judge(known: Known): readonly JudgedNeed[] {
  const { client } = known.target
  if (client === null) return []
  const needs = [judgeReach(client, known), judgePort(client, known), judgeRegistration(client, known)]
  return [...needs, ...listRedirects(client), ...listTransports(client)].filter((it) => it !== null)
}

/** A server on this machine is still to be deployed, so nothing can be said about its URL. */
function isLocal({ endpoint }: Known): boolean {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.')
}

function judgeReach({ hosted }: ClientFacts, known: Known): JudgedNeed | null {
  if (hosted === undefined) return null
  const met = isLocal(known) ? null : known.endpoint.startsWith('https:')
  const need = 'an https URL that can be reached from the internet, since the client connects from its own servers.'
  return { need, met, source: hosted.source, fault: 'wrong-port' }
}

function judgePort({ ports }: ClientFacts, known: Known): JudgedNeed | null {
  if (ports === undefined) return null
  const { port, protocol } = new URL(known.endpoint)
  const used = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  const met = isLocal(known) ? null : ports.value.includes(used)
  return { need: `port ${ports.value.join(' or ')} in the URL.`, met, source: ports.source, fault: 'wrong-port' }
}

const WAYS = {
  'metadata-document': 'client ID metadata documents',
  dynamic: 'dynamic registration',
  'by-hand': 'a client id that you enter',
}

/** A way that the table does not list is unknown, so it is never called missing. */
function judgeRegistration({ registration }: ClientFacts, { server, target }: Known): JudgedNeed | null {
  if (registration === undefined) return null
  const offered = [
    server?.takesMetadataDocuments === true && 'metadata-document',
    server != null && server.registrationEndpoint !== null && 'dynamic',
    target.clientId !== null && 'by-hand',
  ]
  const met = registration.value.some((it) => offered.includes(it)) ? true : null
  const need = `one of: ${registration.value.map((it) => WAYS[it]).join(', ')}.`
  return { need, met, source: registration.source, fault: null }
}

function listRedirects({ redirectUriFact }: ClientFacts): readonly JudgedNeed[] {
  if (redirectUriFact === undefined) return []
  const need = `the redirect URI ${redirectUriFact.value.join(' or ')}.`
  return [{ need, met: null, source: redirectUriFact.source, fault: null }]
}

function listTransports({ transports }: ClientFacts): readonly JudgedNeed[] {
  if (transports === undefined) return []
  const need = `the transport ${transports.value.join(' or ')}.`
  return [{ need, met: null, source: transports.source, fault: null }]
}
