/**
 * Walks through the stages of a login until one is broken. Input: a URL and functions for the network and the browser.
 * Output: the result of each stage. No credential leaves this walk: the result holds only our own sentences, host names
 * and paths.
 */
import { compareStages } from '../flow/stage.ts'
import { judgeNeeds, needsAsStage } from './client-needs.ts'
import type { ProbeDeps, ProbeResult, ProbeTarget, StageResult } from './probe.ts'
import { authorizeStep } from './stages/authorize.ts'
import { callbackStep } from './stages/callback.ts'
import { challengeStep } from './stages/challenge.ts'
import { clientIdStep } from './stages/client-id.ts'
import { resourceMetadataStep } from './stages/resource-metadata.ts'
import { serverMetadataStep } from './stages/server-metadata.ts'
import { tokenStep } from './stages/token.ts'
import { callStep, firstRequestStep, refreshStep } from './stages/use-token.ts'
import type { Known, Step } from './step.ts'
import { tryUserAgents } from './user-agents.ts'
import { withoutCredentials } from './without-credentials.ts'

const STEPS: readonly Step[] = [
  challengeStep,
  resourceMetadataStep,
  serverMetadataStep,
  clientIdStep,
  authorizeStep,
  callbackStep,
  tokenStep,
  firstRequestStep,
  refreshStep,
  callStep,
]

/** @param about name and version of this program, and the time as ISO text */
export async function walkLogin(
  target: ProbeTarget,
  deps: ProbeDeps,
  about: Pick<ProbeResult, 'tool' | 'at'>,
): Promise<ProbeResult> {
  const { stages, known, loginNeeded } = await runSteps(target, deps)
  const matrix = await tryUserAgents(known, deps)
  const proven = matrix.broken === null ? stages : withProven(stages, matrix.broken)
  const judged = proven.every(({ ok }) => ok) ? withNeeds(proven, known) : proven
  return withoutCredentials({
    url: target.url,
    client: target.client?.id ?? null,
    stages: judged,
    broken: judged.find(({ ok }) => !ok) ?? null,
    userAgents: matrix.userAgents,
    loginNeeded,
    needs: judgeNeeds(known),
    ...about,
  })
}

async function runSteps(target: ProbeTarget, deps: ProbeDeps) {
  let known = startOf(target)
  const stages: StageResult[] = []
  for (const { stage, run } of STEPS) {
    deps.onStage?.(stage)
    const { result, learned, ends = false } = await run(known, deps)
    known = { ...known, ...learned }
    if (result !== null) stages.push(result)
    if (ends) return { stages, known, loginNeeded: false }
    if (result?.ok === false) break
  }
  return { stages, known, loginNeeded: true }
}

function startOf(target: ProbeTarget): Known {
  return {
    target,
    endpoint: target.url,
    isMcp: true,
    metadataUrl: null,
    scope: null,
    resource: null,
    issuers: [],
    server: null,
    client: null,
    grant: null,
    tokens: null,
    session: undefined,
    revision: '2025-06-18',
    isStream: false,
    harmless: [],
  }
}

/** What differs between user agents is proven, so it replaces what the walk found at that stage. */
function withProven(stages: readonly StageResult[], proven: StageResult): readonly StageResult[] {
  const others = stages.filter(({ stage }) => stage !== proven.stage)
  return [...others, proven].sort((a, b) => compareStages(a.stage, b.stage))
}

function withNeeds(stages: readonly StageResult[], known: Known): readonly StageResult[] {
  const unmet = needsAsStage(known)
  return unmet === null ? stages : withProven(stages, unmet)
}
