import { describe, expect, test } from 'vitest'
import {
  createLog,
  loggingAbout,
  redactLogLine,
  warnSparingly,
  withoutPayloads,
} from '../../../src/entrypoints/server/log.ts'
import { sampleOf } from '../../support/secrets.ts'

const { secret } = sampleOf('github-token')

/** @returns the lines that a log writes while `act` uses it */
function written(act: (log: ReturnType<typeof createLog>) => void): readonly Record<string, unknown>[] {
  const lines: string[] = []
  act(createLog('info', { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line))
}

describe('the log', () => {
  test('redacts a token in the message, stack and cause of an error', () => {
    const error = new Error(`GET /?x=${secret} failed`, { cause: new Error(`sent ${secret}`) })
    const [line] = written((log) => log.error({ err: error }, 'failed'))
    expect(JSON.stringify(line)).not.toContain(secret)
    expect(line).toMatchObject({ msg: 'failed', err: { message: expect.stringContaining('[redacted:github-token]') } })
  })

  test('redacts in child loggers with any serializers', () => {
    const serializers = { err: (error: Error) => ({ stack: error.stack, message: error.message }) }
    const lines = written((log) => log.child({ bound: secret }, { serializers }).error({ err: new Error(secret) }))
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain(secret)
  })

  test('redacts a value that only its field name reveals to be secret', () => {
    expect(JSON.stringify(written((log) => log.info({ password: 'correct1horse' })))).not.toContain('correct1horse')
  })

  test('adds delivery and repository to every line within loggingAbout, and to no other', async () => {
    const lines: Record<string, unknown>[] = []
    const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
    await loggingAbout({ delivery: 'guid-1' }, async () => {
      await Promise.resolve()
      loggingAbout({ repository: 'acme/app' }, () => log.info({ delivery: 'guid-2' }, 'inside'))
      log.child({ more: 1 }).info('beside')
    })
    log.info('after')
    expect(lines.map(({ msg, delivery, repository }) => [msg, delivery, repository])).toEqual([
      ['inside', 'guid-2', 'acme/app'],
      ['beside', 'guid-1', undefined],
      ['after', undefined, undefined],
    ])
  })

  test('keeps a line without secrets as it is', () => {
    const line = '{"level":30,"time":1,"url":"http://localhost:3000","msg":"listening"}\n'
    expect(redactLogLine(line)).toBe(line)
  })

  test('redacts a line that is not JSON', () => {
    expect(redactLogLine(`plain ${secret}\n`)).toBe('plain [redacted:github-token]\n')
  })

  test('warns at most 20 times a minute, then counts the suppressed warnings', () => {
    let now = 0
    const lines = written((log) => {
      const warn = warnSparingly(log, () => now)
      for (let count = 0; count < 30; count += 1) warn('forged')
      now = 60_000
      warn('forged')
      warn('forged')
    })
    expect(lines.map(({ leftOut }) => leftOut)).toEqual([...Array(20).fill(undefined), 10, undefined])
  })

  test("withoutPayloads logs only an error's message and causes", () => {
    const error = Object.assign(new Error('refused', { cause: new Error('no room') }), { event: { body: 'hunter2' } })
    const [line] = written((log) => withoutPayloads(log).error(error))
    expect(JSON.stringify(line)).not.toContain('hunter2')
    expect(JSON.stringify(line)).toContain('no room')
  })
})
