/** The way back from the browser, only with a login: state (RFC 6749 §4.1.2), issuer (RFC 9207), code. */
import type { ProbeFault } from '../fault.ts'
import type { ProbeDeps, StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import type { ServerMetadata } from '../server-metadata.ts'
import { shownUrl } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { errorCode, failed, passed } from '../verdict.ts'
import { authorizationRequest } from './authorization-request.ts'
import { authorizationRefused } from './authorize.ts'

const STAGE = 'callback'

export const callbackStep: Step = { stage: STAGE, run: logIn }

async function logIn(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { login } = deps
  const { server } = known
  if (login === undefined || server === null || known.client === null) return { result: null }
  const request = authorizationRequest(known, server, deps)
  const returned = URL.parse((await login.authorize(request.url)) ?? '')
  if (returned === null) {
    const detail = 'The browser did not come back to the callback in time.'
    return { result: failed(STAGE, 'no-callback', { status: null, side: 'user', detail, section: SECTIONS.callback }) }
  }
  const parameters = returned.searchParams
  const broken = judgeState(parameters, request.state) ?? judgeIssuer(parameters, server) ?? judgeError(parameters)
  const code = parameters.get('code')
  if (broken !== null || code === null)
    return { result: broken ?? refused('authorize-refused', 'The callback has no code.') }
  const detail = 'The browser came back with a code.'
  return {
    result: passed(STAGE, { status: null, side: 'authorization-server', detail, section: SECTIONS.callback }),
    learned: { grant: { code, verifier: request.verifier } },
  }
}

function judgeState(parameters: URLSearchParams, sent: string): StageResult | null {
  const state = parameters.get('state')
  if (state === sent) return null
  const what = state === null ? 'without the `state`' : 'with another `state` than the one'
  return refused('state-mismatch', `The authorization server sends the browser back ${what} that was sent.`)
}

/** Another issuer is refused even in an answer with an error: it may be another server's. */
function judgeIssuer(parameters: URLSearchParams, { issuer, sendsIssuer }: ServerMetadata): StageResult | null {
  const iss = parameters.get('iss')
  if (iss === issuer || (iss === null && !sendsIssuer)) return null
  const detail =
    iss === null
      ? 'The metadata promises `iss` in the callback, and it is missing.'
      : `The callback names another issuer (${shownUrl(iss)}) than the metadata (${shownUrl(issuer)}).`
  return { ...refused('callback-issuer-mismatch', detail), section: SECTIONS.callbackIssuer }
}

function judgeError(parameters: URLSearchParams): StageResult | null {
  if (!parameters.has('error')) return null
  const code = errorCode(parameters.get('error')) ?? 'server_error'
  return { ...authorizationRefused(code, null), stage: STAGE }
}

function refused(fault: ProbeFault, detail: string): StageResult {
  return failed(STAGE, fault, { status: null, side: 'authorization-server', detail, section: SECTIONS.callback })
}
