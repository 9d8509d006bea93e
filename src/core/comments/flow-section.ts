/** The line of a comment that shows the stages of the login in the report's logs. */
import type { Diagnosis, Evidence } from '../diagnosis/diagnosis.ts'
import type { ReportedFlow } from '../flow/report-flow.ts'
import { isBeyond, type Side, STAGE_NAMES, STAGES, type StageState, stateOfStage } from '../flow/stage.ts'
import type { CommentContext } from './comment-context.ts'
import { codeSpan } from './defuse.ts'
import { describeLocation } from './location.ts'

const SIDE_NAMES: Readonly<Record<Side, string>> = {
  client: 'the client',
  'resource-server': 'the resource server',
  'authorization-server': 'the authorization server',
  edge: 'something in front of the server (CDN or firewall)',
  user: 'the user',
  unknown: 'somebody',
}

/** The words beside the marks say the same, for those who do not see them. */
const MARKS: Readonly<Record<StageState, string>> = { passed: '✓', broken: '✗', unseen: '·' }

/**
 * @param quoted the passage that the comment quotes; the line that ended the login is located if it is another one
 * @returns one line with a bar of the stages; an empty string if the logs show no login that broke
 */
export function renderFlow(input: FlowContext, quoted?: Evidence): string {
  const { flow } = input.diagnosis
  if (flow === null || flow.broken === null) return ''
  const { stage } = flow.broken
  const login = { reached: flow.reached, broken: stage }
  const states = STAGES.map((it) => stateOfStage(it, login))
  const parts = [
    flow.reached === null || flow.reached === stage || isBeyond(flow.reached, stage)
      ? ''
      : `passed up to ${STAGE_NAMES[flow.reached]}`,
    `**${STAGE_NAMES[stage]}** ${renderEnding(flow.broken)}${renderPlace(flow.broken, input, quoted)}`,
    states.includes('unseen', states.indexOf('broken')) ? 'later stages not reached' : '',
  ].filter((it) => it !== '')
  return `Login: ${codeSpan(states.map((it) => MARKS[it]).join(''))} ${parts.join(', ')}.`
}

type FlowContext = Pick<CommentContext, 'report' | 'frame'> & { readonly diagnosis: Pick<Diagnosis, 'flow'> }
type Broken = NonNullable<ReportedFlow['broken']>

function renderEnding({ side, status, error }: Broken): string {
  if (side === 'unknown') return 'got no answer'
  const code = error === null ? '' : ` ${codeSpan(error)}`
  return status === null ? `failed at ${SIDE_NAMES[side]}${code}` : `got ${status}${code} from ${SIDE_NAMES[side]}`
}

function renderPlace({ segment: source, line }: Broken, { report, frame }: FlowContext, quoted?: Evidence): string {
  const isQuoted = quoted?.source === source && quoted.line === line
  return isQuoted ? '' : ` in ${describeLocation({ source, line }, report, frame)}`
}
