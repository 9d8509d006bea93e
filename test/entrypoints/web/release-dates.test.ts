import { expect, test } from 'vitest'
import { createReleaseDates } from '../../../src/entrypoints/web/release-dates.ts'

const REPOSITORY = { owner: 'acme', repo: 'app' }
const HOUR = 60 * 60_000

function open() {
  let now = 0
  let calls = 0
  let isDown = false
  const readReleases = async () => {
    calls += 1
    if (isDown) throw new Error('GitHub is down')
    return [
      { id: 1, tag: 'v2.0.64', notes: '', at: 5, url: '' },
      { id: 1, tag: 'draft', notes: '', at: 0, url: '' },
    ]
  }
  const read = createReleaseDates({ readReleases }, () => now)
  return {
    read: async () => [...(await read(REPOSITORY))],
    wait(ms: number) {
      now += ms
    },
    fail(it: boolean) {
      isDown = it
    },
    calls: () => calls,
  }
}

test('releases are read once an hour, by version', async () => {
  const { read, wait, calls } = open()
  expect(await read()).toEqual([['2.0.64', 5]])
  await read()
  expect(calls()).toBe(1)
  wait(HOUR)
  await read()
  expect(calls()).toBe(2)
})

test('a failure means no releases, and is tried again after a minute', async () => {
  const { read, wait, fail, calls } = open()
  fail(true)
  expect(await read()).toEqual([])
  fail(false)
  expect(await read()).toEqual([])
  expect(calls()).toBe(1)
  wait(60_000)
  expect(await read()).toEqual([['2.0.64', 5]])
})

test('without GitHub, no release is known', async () => {
  expect((await createReleaseDates(undefined, () => 0)(REPOSITORY)).size).toBe(0)
})
