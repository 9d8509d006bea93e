import { expect, test } from 'vitest'
import { endsWithin } from '../../../src/entrypoints/server/grace-period.ts'

test('what ends in time is waited for', async () => {
  const ended: string[] = []
  const work = new Promise<void>((resolve) => setImmediate(resolve)).then(() => void ended.push('work'))
  expect(await endsWithin(work, 60_000)).toBe(true)
  expect(ended).toEqual(['work'])
})

test('what does not end is not waited for any longer than the time', async () => {
  expect(await endsWithin(new Promise(() => {}), 10)).toBe(false)
})

test('what breaks while it ends says so', async () => {
  await expect(endsWithin(Promise.reject(new Error('the disk is full')), 60_000)).rejects.toThrow('the disk is full')
})
