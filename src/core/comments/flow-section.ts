/** The line of a comment that says how far the login came, from the logs of the report. */
import type { ReportedFlow } from '../flow/report-flow.ts'
import { type Side, STAGE_NAMES } from '../flow/stage.ts'
import { codeSpan } from './defuse.ts'

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
