/** Made-up traces in the formats of real products, with the stage at which each breaks and the side that broke it. */
import { describe, expect, test } from 'vitest'
import { judgeTrace } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'
import { readTraceFile } from './trace-files.ts'

const flowOf = (text: string) => judgeTrace(readObservations(text)).flow

describe('names the stage, the side and the status of', () => {
  test.each(readTraceFile('failing.txt').map((it) => [it.name, it] as const))(
    '%s',
    (_, { stage, side, status, text }) => {
      expect(flowOf(text).broken).toMatchObject({ stage, side, status })
    },
  )
})

describe('finds nothing broken in', () => {
  test.each(readTraceFile('healthy.txt').map((it) => [it.name, it] as const))('%s', (_, { text }) => {
    expect(flowOf(text).broken).toBeNull()
  })
})
