/** Made-up traces in the formats of real products, with the stage at which each breaks and the side that broke it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { judgeTrace } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'

function traces(file: string) {
  const text = readFileSync(new URL(`traces/${file}`, import.meta.url), 'utf8')
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.trimEnd().split('\n')
      const [name = '', stage, side, status] = head.split(' | ')
      return { name, stage, side, status: status === 'null' ? null : Number(status), text: lines.join('\n') }
    })
}

const flowOf = (text: string) => judgeTrace(readObservations(text)).flow

describe('names the stage, the side and the status of', () => {
  test.each(traces('failing.txt').map((it) => [it.name, it] as const))('%s', (_, { stage, side, status, text }) => {
    expect(flowOf(text).broken).toMatchObject({ stage, side, status })
  })
})

describe('finds nothing broken in', () => {
  test.each(traces('healthy.txt').map((it) => [it.name, it] as const))('%s', (_, { text }) => {
    expect(flowOf(text).broken).toBeNull()
  })
})
