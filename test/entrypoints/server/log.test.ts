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

/** What a log of this level writes while `act` uses it. */
function written(act: (log: ReturnType<typeof createLog>) => void): readonly Record<string, unknown>[] {
  const lines: string[] = []
  act(createLog('info', { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line))
}

describe('the log', () => {
  test('shows no token that stands in the message, the stack or the cause of an error', () => {
    const error = new Error(`GET /?x=${secret} failed`, { cause: new Error(`sent ${secret}`) })
    const [line] = written((log) => log.error({ err: error }, 'failed'))
    expect(JSON.stringify(line)).not.toContain(secret)
    expect(line).toMatchObject({ msg: 'failed', err: { message: expect.stringContaining('[redacted:github-token]') } })
  })

  test('has children that redact as well, whatever serializers they bring', () => {
    const serializers = { err: (error: Error) => ({ stack: error.stack, message: error.message }) }
    const lines = written((log) => log.child({ bound: secret }, { serializers }).error({ err: new Error(secret) }))
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain(secret)
  })

  test('sees a value that only the name of its field gives away', () => {
    expect(JSON.stringify(written((log) => log.info({ password: 'correct1horse' })))).not.toContain('correct1horse')
  })

  test('names delivery and repository on every line that is written meanwhile, and on no other', async () => {
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

  test('leaves a line without secrets as it was', () => {
    const line = '{"level":30,"time":1,"url":"http://localhost:3000","msg":"listening"}\n'
    expect(redactLogLine(line)).toBe(line)
  })

  test('redacts a line that is no JSON', () => {
    expect(redactLogLine(`plain ${secret}\n`)).toBe('plain [redacted:github-token]\n')
  })

  test('says of what strangers send twenty lines a minute, and then how many there were more', () => {
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

  test('shows nothing that hangs on an error beside its message and its causes, where payloads may hang there', () => {
    const error = Object.assign(new Error('refused', { cause: new Error('no room') }), { event: { body: 'hunter2' } })
    const [line] = written((log) => withoutPayloads(log).error(error))
    expect(JSON.stringify(line)).not.toContain('hunter2')
    expect(JSON.stringify(line)).toContain('no room')
  })
})
