import { expect, test } from 'vitest'
import { endsWithin } from '../../../src/entrypoints/server/grace-period.ts'

test('waits for work that ends in time', async () => {
  const ended: string[] = []
  const work = new Promise<void>((resolve) => setImmediate(resolve)).then(() => void ended.push('work'))
  expect(await endsWithin(work, 60_000)).toBe(true)
  expect(ended).toEqual(['work'])
})

test('returns false for work that does not end in time', async () => {
  expect(await endsWithin(new Promise(() => {}), 10)).toBe(false)
})

test('rejects if the work fails', async () => {
  await expect(endsWithin(Promise.reject(new Error('the disk is full')), 60_000)).rejects.toThrow('the disk is full')
})
