/** Builds the result of a stage, and judges the answers that mean the same at every stage. */
import type { Side, Stage } from '../flow/stage.ts'
import { edgeOf } from './edge.ts'
import type { ProbeFault } from './fault.ts'
import { isAnswer, type NoAnswerReason, type ProbeResponse, type StageResult } from './probe.ts'

interface Verdict {
  readonly status: number | null
  readonly side: Side
  readonly detail: string
  readonly section: string | null
}

export function passed(stage: Stage, { status, side, detail, section }: Verdict): StageResult {
  return { stage, status, ok: true, side, detail, section, fault: null }
}

export function failed(stage: Stage, fault: ProbeFault, { status, side, detail, section }: Verdict): StageResult {
  return { stage, status, ok: false, side, detail, section, fault }
}

/** Who runs the endpoint of a stage. */
export type Owner = 'resource-server' | 'authorization-server' | 'client'

const NAMES: Readonly<Record<Owner, string>> = {
  'resource-server': 'server',
  'authorization-server': 'authorization server',
  client: "host of the client's document",
}

/**
 * @param path named in the sentence, such as `/token`
 * @returns the failed stage if no answer came, something in front of the server answered, or the server itself broke;
 *   otherwise null
 */
export function judgeTransport(
  response: ProbeResponse,
  { stage, owner, path }: { readonly stage: Stage; readonly owner: Owner; readonly path: string },
): StageResult | null {
  if (!isAnswer(response)) return judgeNoAnswer(response.failed, { stage, owner, path })
  const { status } = response
  const edge = edgeOf(response)
  if (edge !== null) {
    const detail = `${edge} answered ${status} for ${path} instead of the ${NAMES[owner]}.`
    return failed(stage, 'edge-block', { status, side: 'edge', detail, section: null })
  }
  if (status < 500) return null
  const detail = `The ${NAMES[owner]} answered ${status} for ${path}.`
  return failed(stage, 'server-error', { status, side: owner, detail, section: null })
}

const NO_ANSWER: Readonly<Record<NoAnswerReason, string>> = {
  dns: 'The host name has no address',
  refused: 'The connection was refused',
  reset: 'The connection broke before an answer came',
  tls: 'The TLS connection failed, for example because of the certificate',
  timeout: 'No answer came in time',
  'too-large': 'The answer is larger than a probe reads',
  redirects: 'The URL redirects too often',
  forbidden: 'The URL leads to a private address, to which a probe does not connect unless you type it',
  'bad-url': 'The URL is not a valid http or https URL',
}

function judgeNoAnswer(
  reason: NoAnswerReason,
  { stage, owner, path }: { readonly stage: Stage; readonly owner: Owner; readonly path: string },
): StageResult {
  const isOwners = reason === 'forbidden' || reason === 'bad-url' || reason === 'redirects' || reason === 'tls'
  const side = isOwners || reason === 'too-large' ? owner : 'unknown'
  const detail = `${NO_ANSWER[reason]} (${path}).`
  return failed(stage, faultOf(reason), { status: null, side, detail, section: null })
}

function faultOf(reason: NoAnswerReason): ProbeFault {
  if (reason === 'tls') return 'tls'
  if (reason === 'forbidden' || reason === 'bad-url') return 'forbidden-address'
  return reason === 'too-large' || reason === 'redirects' ? 'metadata-invalid' : 'unreachable'
}

/** @returns an OAuth error code, such as `invalid_grant`; null if the value has another shape */
export function errorCode(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z_]{2,40}$/.test(value) ? value : null
}
