/** Finds the blocks of probes in a text. The text is untrusted and redacted, and of any size. */
import { type Side, STAGES, type Stage } from '../flow/stage.ts'
import { BLOCK_HEADER, CHECKSUM_LINE, checksumOf } from './block.ts'
import { PROBE_FAULTS, type ProbeFault } from './fault.ts'

export interface BlockStage {
  readonly stage: Stage
  readonly ok: boolean
  readonly status: number | null
  readonly side: Side
  readonly fault: ProbeFault | null
  /** 0-based line within the text. */
  readonly line: number
  /** Offsets of the line in the text; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

export interface ProbeBlock {
  readonly url: string
  /** ISO time. */
  readonly at: string
  readonly stages: readonly BlockStage[]
  /** Offsets of the block in the text; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

export interface FoundBlocks {
  readonly intact: readonly ProbeBlock[]
  /** Number of blocks that do not have the text that they were written with. */
  readonly damaged: number
}

/** A block has a line for each stage and a few more. */
const MAX_BLOCK_LINES = 40
/** More blocks in one text are no thread about one failure. */
const MAX_BLOCKS = 20

interface Line {
  readonly text: string
  readonly at: number
  readonly start: number
}

export function readProbeBlocks(text: string): FoundBlocks {
  const intact: ProbeBlock[] = []
  let damaged = 0
  // Most texts have no block, and splitting a large log costs time.
  if (!text.includes(BLOCK_HEADER)) return { intact, damaged }
  const lines = splitLines(text)
  for (const [from, { text: header }] of lines.entries()) {
    if (header !== BLOCK_HEADER) continue
    if (intact.length + damaged === MAX_BLOCKS) break
    const block = readBlock(lines.slice(from, from + MAX_BLOCK_LINES))
    if (block === null) damaged++
    else intact.push(block)
  }
  return { intact, damaged }
}

function splitLines(text: string): readonly Line[] {
  let start = 0
  return text.split('\n').map((raw, at) => {
    const line = { text: raw.trim(), at, start }
    start += raw.length + 1
    return line
  })
}

/** @returns null if the checksum is missing or wrong */
function readBlock(lines: readonly Line[]): ProbeBlock | null {
  const last = lines.findIndex(({ text }) => text.startsWith(`${CHECKSUM_LINE} `))
  const closing = lines[last]
  if (closing === undefined) return null
  const body = lines.slice(0, last)
  if (closing.text !== `${CHECKSUM_LINE} ${checksumOf(body.map(({ text }) => text))}`) return null
  const value = (name: string) =>
    body.find(({ text }) => text.startsWith(`${name} `))?.text.slice(name.length + 1) ?? ''
  return {
    url: value('url'),
    at: value('at'),
    stages: body.map(readStage).filter((it) => it !== null),
    start: body[0]?.start ?? 0,
    end: closing.start + closing.text.length,
  }
}

const SIDES: readonly Side[] = ['client', 'resource-server', 'authorization-server', 'edge', 'user', 'unknown']

const STAGE_LINE = /^stage ([a-z-]{1,30}) (ok|broken) (\d{3}|none) ([a-z-]{1,30}) ([a-z-]{1,40}) /

function readStage({ text, at, start }: Line): BlockStage | null {
  const [, stage, verdict, status, side, fault] = STAGE_LINE.exec(text) ?? []
  const knownStage = STAGES.find((it) => it === stage)
  if (knownStage === undefined) return null
  return {
    stage: knownStage,
    ok: verdict === 'ok',
    status: status === 'none' ? null : Number(status),
    side: SIDES.find((it) => it === side) ?? 'unknown',
    fault: PROBE_FAULTS.find((it) => it === fault) ?? null,
    line: at,
    start,
    end: start + text.length,
  }
}
