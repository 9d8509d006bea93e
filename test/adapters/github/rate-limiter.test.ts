import { describe, expect, test } from 'vitest'
import { createRateLimiter } from '../../../src/adapters/github/rate-limiter.ts'

const YEAR = 365 * 24 * 3_600_000

/** A clock that only moves when somebody sleeps or works. */
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

describe('turns', () => {
  test('come in the order of the calls, one second apart', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    const starts: string[] = []
    const write = (name: string) => pace.turn(async () => void starts.push(`${name} at ${time.now()}`))
    await Promise.all([write('a'), write('b'), write('c')])
    expect(starts).toEqual(['a at 0', 'b at 1000', 'c at 2000'])
  })

  test('never overlap', async () => {
    const pace = createRateLimiter({ ...fakeTime(), minGapMs: 0 })
    const steps: string[] = []
    const write = (name: string) =>
      pace.turn(async () => {
        steps.push(`${name} begins`)
        await Promise.resolve()
        steps.push(`${name} ends`)
      })
    await Promise.all([write('a'), write('b')])
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  test('leave the gap after the end of a slow write', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    await pace.turn(async () => time.pass(5000))
    await pace.turn(async () => undefined)
    expect(time.sleeps).toEqual([1000])
  })

  test('cost no waiting when the last write is long ago', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    await pace.turn(async () => undefined)
    time.pass(1000)
    await pace.turn(async () => undefined)
    expect(time.sleeps).toEqual([])
  })

  test('wait no longer than the gap when the clock jumps back', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    await pace.turn(async () => undefined)
    time.pass(-3_600_000)
    await pace.turn(async () => undefined)
    expect(time.sleeps).toEqual([1000])
  })

  test('go on after a write that failed, and leave the gap as well', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    await expect(pace.turn(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(await pace.turn(async () => 'written')).toBe('written')
    expect(time.sleeps).toEqual([1000])
  })

  test('of two installations do not wait for each other', async () => {
    const time = fakeTime()
    const [one, other] = [createRateLimiter(time), createRateLimiter(time)]
    await one.turn(async () => undefined)
    await other.turn(async () => undefined)
    expect(time.sleeps).toEqual([])
  })
})

describe('limits', () => {
  test('let 80 writes pass in a minute, and 400 in an hour', async () => {
    const time = fakeTime()
    const pace = createRateLimiter({ ...time, minGapMs: 1 })
    const at: number[] = []
    for (let n = 0; n < 401; n++) await pace.turn(async () => void at.push(time.now()))
    expect([at[79], at[80], at[400]]).toEqual([79, 60_000, 3_600_000])
  })

  test('count no write that the clock says is still to come', async () => {
    const time = fakeTime()
    const pace = createRateLimiter({ ...time, minGapMs: 1 })
    for (let n = 0; n < 80; n++) await pace.turn(async () => undefined)
    time.pass(-3_600_000)
    await pace.turn(async () => undefined)
    expect(time.sleeps.at(-1)).toBe(1)
  })
})

describe('holds', () => {
  test('count down with the clock', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    expect(await pace.heldFor()).toBe(0)
    await pace.hold(3000)
    time.pass(1000)
    expect(await pace.heldFor()).toBe(2000)
    time.pass(5000)
    expect(await pace.heldFor()).toBe(0)
  })

  test('do not outlast a clock that was a year ahead, and count again from then on', async () => {
    const time = fakeTime()
    const pace = createRateLimiter(time)
    time.pass(YEAR)
    await pace.hold(3000)
    time.pass(-YEAR)
    expect(await pace.heldFor()).toBe(0)
    await pace.hold(1000)
    expect(await pace.heldFor()).toBe(1000)
  })

  test('are asked about once more after an hour, however long they are', async () => {
    const pace = createRateLimiter(fakeTime())
    await pace.hold(1e12)
    expect(await pace.heldFor()).toBe(3_600_000)
  })

  test('are not cut short by a shorter one', async () => {
    const pace = createRateLimiter(fakeTime())
    await pace.hold(60_000)
    await pace.hold(1000)
    expect(await pace.heldFor()).toBe(60_000)
  })
})
