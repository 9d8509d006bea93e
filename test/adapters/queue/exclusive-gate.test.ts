import { expect, test } from 'vitest'
import { ExclusiveGate } from '../../../src/adapters/queue/exclusive-gate.ts'

/** Work that ends when it is told, and a list of what happened. */
function stage() {
  const company = new ExclusiveGate()
  const seen: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const work = (name: string) => () => {
    seen.push(`+${name}`)
    return new Promise<void>((resolve, reject) => {
      ends.set(name, (error) => {
        seen.push(`-${name}`)
        if (error) reject(error)
        else resolve()
      })
    })
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await settle()
  }
  return { company, seen, work, end, settle }
}

test('ordinary work runs side by side', async () => {
  const { company, seen, work, settle } = stage()
  for (const name of ['a', 'b']) void company.together(work(name))
  await settle()
  expect(seen).toEqual(['+a', '+b'])
})

test('who works alone waits for all before, and all that comes later waits', async () => {
  const { company, seen, work, end, settle } = stage()
  void company.together(work('a'))
  void company.alone(work('b'))
  void company.together(work('c'))
  void company.alone(work('d'))
  void company.together(work('e'))
  await settle()
  for (const name of ['a', 'b', 'c', 'd', 'e']) await end(name)
  expect(seen).toEqual(['+a', '-a', '+b', '-b', '+c', '-c', '+d', '-d', '+e', '-e'])
})

test('work that fails keeps nobody waiting', async () => {
  const { company, seen, work, end, settle } = stage()
  const alone = company.alone(work('a')).catch((error: Error) => error.message)
  void company.together(work('b'))
  await settle()
  await end('a', new Error('no use'))
  expect([seen, await alone]).toEqual([['+a', '-a', '+b'], 'no use'])
})
