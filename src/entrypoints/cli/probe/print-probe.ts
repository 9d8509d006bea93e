/** Renders the result of a probe for people. */
import { renderProbeBlock } from '../../../core/probe/block.ts'
import type { ClientNeed, ProbeResult, StageResult } from '../../../core/probe/probe.ts'
import { MATRIX_LIMIT } from '../../../core/probe/user-agents.ts'
import { type Printable, styled } from '../terminal-text.ts'

type Parts = Exclude<Printable, string>

export function printProbe(result: ProbeResult): Printable {
  return [
    styled('bold', `Probe of ${result.url}${result.client === null ? '' : ` for ${result.client}`}`),
    '\n\n',
    ...result.stages.flatMap(printStage),
    '\n',
    ...printVerdict(result),
    ...printAgents(result),
    ...printNeeds(result),
    '\n\nTo report it, paste this into the issue:\n\n',
    fencedBlock(result),
  ]
}

/** @returns the block in a fence, ready to paste */
export function fencedBlock(result: ProbeResult): string {
  return `\`\`\`text\n${renderProbeBlock(result)}\n\`\`\``
}

const STAGE_WIDTH = 'resource-metadata'.length

function printStage({ stage, ok, status, detail, section }: StageResult): Parts {
  const mark = ok ? styled('green', '✓') : styled('red', '✗')
  const name = stage.padEnd(STAGE_WIDTH)
  const wanted = ok || section === null ? [] : ['    ', styled('dim', `wanted by ${section}`), '\n']
  return [mark, ` ${name}  ${status ?? '   '}  ${detail}\n`, ...wanted]
}

const SIDES: Readonly<Record<StageResult['side'], string>> = {
  client: 'the client',
  'resource-server': 'the server',
  'authorization-server': 'the authorization server',
  edge: 'something in front of the server (CDN, firewall or proxy)',
  user: 'the user',
  unknown: 'unknown from here',
}

function printVerdict({ broken, loginNeeded, stages }: ProbeResult): Parts {
  if (broken !== null) {
    return [styled('red', `First broken stage: ${broken.stage}.`), ` Side: ${SIDES[broken.side]}.`]
  }
  if (!loginNeeded) return [styled('green', 'No login is needed.')]
  const last = stages.at(-1)?.stage ?? 'challenge'
  return [styled('green', `Nothing is broken up to ${last}.`)]
}

function printAgents({ userAgents }: ProbeResult): Parts {
  if (userAgents.length === 0) return []
  const statuses = userAgents.map(({ agent, status }) => `${agent} ${status ?? 'no answer'}`)
  return [`\n\nThe same request as other programs: ${statuses.join(', ')}.\n`, MATRIX_LIMIT]
}

function printNeeds({ client, needs }: ProbeResult): Parts {
  if (needs.length === 0) return []
  return [`\n\n${client} needs:`, ...needs.flatMap(printNeed)]
}

function printNeed({ need, met, source }: ClientNeed): Parts {
  const mark = met === null ? '?' : met ? styled('green', '✓') : styled('red', '✗')
  return ['\n', mark, ` ${need} `, styled('dim', source)]
}
