/**
 * The user-agent matrix: the same harmless request as several programs. A different status proves that a rule in front
 * of the server looks at the user agent. A block by source address cannot be seen this way.
 */
import type { Stage } from '../flow/stage.ts'
import type { ClientFacts } from './client-facts.ts'
import { type AgentStatus, isAnswer, type ProbeDeps, type StageResult } from './probe.ts'
import type { HarmlessRequest, Known } from './step.ts'
import { failed } from './verdict.ts'

/** Name → header, as the programs send it. */
export const USER_AGENTS: Readonly<Record<string, string>> = {
  'python-httpx': 'python-httpx/0.28.1',
  node: 'node',
  'Claude-User': 'Claude-User',
  'ChatGPT-User':
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
  curl: 'curl/8.16.0',
  browser: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}

/** Printed with every matrix. */
export const MATRIX_LIMIT =
  'A block by source address cannot be seen from this machine, so equal answers do not clear the edge.'

export interface Matrix {
  readonly userAgents: readonly AgentStatus[]
  /** The stage whose answers differ; null if all are equal. */
  readonly broken: StageResult | null
}

/** Tries the requests in order until one is answered differently. */
export async function tryUserAgents(
  { harmless, target }: Pick<Known, 'harmless' | 'target'>,
  deps: ProbeDeps,
): Promise<Matrix> {
  let first: readonly AgentStatus[] | null = null
  for (const request of harmless) {
    const userAgents = await askAsEach(request, deps)
    const statuses = await confirm(userAgents, request, deps)
    const broken = concerns(target.client, statuses) ? judge(statuses, request.stage) : null
    if (broken !== null) return { userAgents, broken }
    first ??= userAgents
  }
  return { userAgents: first ?? [], broken: null }
}

function askAsEach(request: HarmlessRequest, deps: ProbeDeps): Promise<readonly AgentStatus[]> {
  return Promise.all(Object.keys(USER_AGENTS).map((agent) => askAs(agent, request, deps)))
}

async function askAs(agent: string, { request }: HarmlessRequest, { send }: ProbeDeps): Promise<AgentStatus> {
  const headers = { ...request.headers, 'user-agent': USER_AGENTS[agent] ?? agent }
  const response = await send({ ...request, headers })
  return { agent, status: isAnswer(response) ? response.status : null }
}

/** A status that differs once may be chance or a rate limit, so those agents are asked again; only a repeated one counts. */
async function confirm(
  statuses: readonly AgentStatus[],
  request: HarmlessRequest,
  deps: ProbeDeps,
): Promise<readonly AgentStatus[]> {
  const usual = mostCommon(statuses)
  const again = statuses.map(async (it) => {
    if (it.status === usual) return it
    const { status } = await askAs(it.agent, request, deps)
    return status === it.status && status !== TOO_MANY ? it : { ...it, status: usual }
  })
  return Promise.all(again)
}

const TOO_MANY = 429

function mostCommon(statuses: readonly AgentStatus[]): number | null {
  const [first] = [...Map.groupBy(statuses, ({ status }) => status)].sort(([, a], [, b]) => b.length - a.length)
  return first?.[0] ?? null
}

/** A rule against other programs does not break a client whose own user agents are answered as a browser is. */
function concerns(client: ClientFacts | null, statuses: readonly AgentStatus[]): boolean {
  const own = client?.userAgents?.value
  if (own === undefined) return true
  const usual = statuses.find(({ agent }) => agent === 'browser')?.status
  return statuses.some(({ agent, status }) => own.includes(agent) && status !== usual)
}

function judge(statuses: readonly AgentStatus[], stage: Stage): StageResult | null {
  const groups = [...Map.groupBy(statuses, ({ status }) => status)]
  if (groups.length < 2) return null
  const said = groups.map(
    ([status, agents]) => `${agents.map(({ agent }) => agent).join(', ')}: ${status ?? 'no answer'}`,
  )
  const detail = `The answer depends on the user agent, so a rule in front of the server blocks some clients (${said.join('; ')}).`
  const refused = groups.map(([status]) => status).filter((it) => it !== null)
  return failed(stage, 'edge-user-agent', { status: Math.max(...refused), side: 'edge', detail, section: null })
}
