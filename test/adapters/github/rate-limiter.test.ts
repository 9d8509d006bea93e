import { describe, expect, test } from 'vitest'
import { createRateLimiter } from '../../../src/adapters/github/rate-limiter.ts'

const YEAR = 365 * 24 * 3_600_000

/** A clock that advances only while a test sleeps or works. */
function fakeTime() {
  let time = 0
  const sleeps: number[] = []
  const pass = (ms: number) => {
    time += ms
  }
  const sleep = async (ms: number) => {
    sleeps.push(ms)
    pass(ms)
  }
  return { sleeps, sleep, pass, now: () => time }
}

describe('writes', () => {
  test('run in call order, 1 second apart', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    const starts: string[] = []
    const write = (name: string) => rateLimiter.run(async () => void starts.push(`${name} at ${time.now()}`))
    await Promise.all([write('a'), write('b'), write('c')])
    expect(starts).toEqual(['a at 0', 'b at 1000', 'c at 2000'])
  })

  test('never overlap', async () => {
    const rateLimiter = createRateLimiter({ ...fakeTime(), minGapMs: 0 })
    const steps: string[] = []
    const write = (name: string) =>
      rateLimiter.run(async () => {
        steps.push(`${name} starts`)
        await Promise.resolve()
        steps.push(`${name} ends`)
      })
    await Promise.all([write('a'), write('b')])
    expect(steps).toEqual(['a starts', 'a ends', 'b starts', 'b ends'])
  })

  test('leave the gap after the end of a slow write', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    await rateLimiter.run(async () => time.pass(5000))
    await rateLimiter.run(async () => undefined)
    expect(time.sleeps).toEqual([1000])
  })

  test('do not wait when the last write ended longer ago than the gap', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    await rateLimiter.run(async () => undefined)
    time.pass(1000)
    await rateLimiter.run(async () => undefined)
    expect(time.sleeps).toEqual([])
  })

  test('wait no longer than the gap when the clock jumps back', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    await rateLimiter.run(async () => undefined)
    time.pass(-3_600_000)
    await rateLimiter.run(async () => undefined)
    expect(time.sleeps).toEqual([1000])
  })

  test('continue after a failed write, with the gap', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    await expect(rateLimiter.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(await rateLimiter.run(async () => 'written')).toBe('written')
    expect(time.sleeps).toEqual([1000])
  })

  test('for two installations do not wait for each other', async () => {
    const time = fakeTime()
    const [one, other] = [createRateLimiter(time), createRateLimiter(time)]
    await one.run(async () => undefined)
    await other.run(async () => undefined)
    expect(time.sleeps).toEqual([])
  })
})

describe('limits', () => {
  test('allow 80 writes per minute and 400 per hour', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter({ ...time, minGapMs: 1 })
    const at: number[] = []
    for (let n = 0; n < 401; n++) await rateLimiter.run(async () => void at.push(time.now()))
    expect([at[79], at[80], at[400]]).toEqual([79, 60_000, 3_600_000])
  })

  test('do not count writes in the future', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter({ ...time, minGapMs: 1 })
    for (let n = 0; n < 80; n++) await rateLimiter.run(async () => undefined)
    time.pass(-3_600_000)
    await rateLimiter.run(async () => undefined)
    expect(time.sleeps.at(-1)).toBe(1)
  })
})

describe('holds', () => {
  test('count down with the clock', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    expect(await rateLimiter.heldFor()).toBe(0)
    await rateLimiter.hold(3000)
    time.pass(1000)
    expect(await rateLimiter.heldFor()).toBe(2000)
    time.pass(5000)
    expect(await rateLimiter.heldFor()).toBe(0)
  })

  test('end when a clock that was a year ahead is set back, and then work again', async () => {
    const time = fakeTime()
    const rateLimiter = createRateLimiter(time)
    time.pass(YEAR)
    await rateLimiter.hold(3000)
    time.pass(-YEAR)
    expect(await rateLimiter.heldFor()).toBe(0)
    await rateLimiter.hold(1000)
    expect(await rateLimiter.heldFor()).toBe(1000)
  })

  test('last at most an hour', async () => {
    const rateLimiter = createRateLimiter(fakeTime())
    await rateLimiter.hold(1e12)
    expect(await rateLimiter.heldFor()).toBe(3_600_000)
  })

  test('are not shortened by a shorter hold', async () => {
    const rateLimiter = createRateLimiter(fakeTime())
    await rateLimiter.hold(60_000)
    await rateLimiter.hold(1000)
    expect(await rateLimiter.heldFor()).toBe(60_000)
  })
})
