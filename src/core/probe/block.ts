/**
 * The block that a reporter pastes into an issue: the result of a probe as lines of plain text, with the name of the
 * format first and a checksum last. The checksum guards against accidental change only: anybody can compute it.
 */
import { createHash } from 'node:crypto'
import { cleanAndRedactLine } from '../report/clean-and-redact.ts'
import type { ProbeResult, StageResult } from './probe.ts'

export const BLOCK_HEADER = 'auth-triage-probe/1'
export const CHECKSUM_LINE = 'checksum'

/** @returns the lines without a fence */
export function renderProbeBlock(result: ProbeResult): string {
  const { url, client, at, tool, loginNeeded, stages, userAgents } = result
  const agents = userAgents.map(({ agent, status }) => `${agent} ${status ?? 'none'}`)
  const lines = [
    BLOCK_HEADER,
    `url ${url}`,
    `client ${client ?? 'none'}`,
    `at ${at}`,
    `tool ${tool}`,
    `login ${loginNeeded ? 'needed' : 'not needed'}`,
    ...stages.map(renderStage),
    `agents ${agents.length === 0 ? 'none' : agents.join(', ')}`,
  ].map((line) => cleanAndRedactLine(line).text)
  return [...lines, `${CHECKSUM_LINE} ${checksumOf(lines)}`].join('\n')
}

function renderStage({ stage, ok, status, side, fault, detail }: StageResult): string {
  return `stage ${stage} ${ok ? 'ok' : 'broken'} ${status ?? 'none'} ${side} ${fault ?? 'none'} ${detail}`
}

/** @param lines of a block, without the one with the checksum; white space at their ends does not count */
export function checksumOf(lines: readonly string[]): string {
  const text = lines.map((line) => line.trim()).join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
