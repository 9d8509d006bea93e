/** The line of a comment that says how far the login came, from the logs of the report. */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { Side, Stage } from '../flow/stage.ts'
import { codeSpan } from './defuse.ts'

/** Stages as the objects of sentences. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  challenge: 'the request for a login',
  'resource-metadata': "the resource's metadata",
  'server-metadata': "the authorization server's metadata",
  'client-id': 'client registration',
  authorize: 'the authorization page',
  callback: 'the callback',
  token: 'the token exchange',
  'first-request': 'the first request with the token',
  refresh: 'the token refresh',
  call: 'a call with the token',
}

const SIDE_NAMES: Readonly<Record<Side, string>> = {
  client: 'the client',
  'resource-server': 'the resource server',
  'authorization-server': 'the authorization server',
  edge: 'something in front of the server (CDN or firewall)',
  user: 'the user',
  unknown: 'somebody',
}

/** @returns one sentence; an empty string if the logs show no login that broke */
export function renderFlow(flow: ReportedFlow | null): string {
  if (flow === null || flow.broken === null) return ''
  const { stage, side, status, error } = flow.broken
  const reached = flow.reached === null ? '' : `The login in the log got as far as ${STAGE_NAMES[flow.reached]}. `
  const code = error === null ? '' : ` ${codeSpan(error)}`
  const what =
    status === null ? `failed at ${SIDE_NAMES[side]}${code}` : `got ${status}${code} from ${SIDE_NAMES[side]}`
  const ending = side === 'unknown' ? 'got no answer' : what
  const name = STAGE_NAMES[stage]
  return `${reached}${name.charAt(0).toUpperCase()}${name.slice(1)} ${ending}.`
}
