import { expect, test } from 'vitest'
import { ExclusiveGate } from '../../../src/adapters/queue/exclusive-gate.ts'

/** Provides a gate, work that ends on request, and a list of starts (+) and ends (-). */
function setUp() {
  const gate = new ExclusiveGate()
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
  return { gate, seen, work, end, settle }
}

test('runs shared work concurrently', async () => {
  const { gate, seen, work, settle } = setUp()
  for (const name of ['a', 'b']) void gate.shared(work(name))
  await settle()
  expect(seen).toEqual(['+a', '+b'])
})

test('runs exclusive work after all earlier work and before all later work', async () => {
  const { gate, seen, work, end, settle } = setUp()
  void gate.shared(work('a'))
  void gate.exclusive(work('b'))
  void gate.shared(work('c'))
  void gate.exclusive(work('d'))
  void gate.shared(work('e'))
  await settle()
  for (const name of ['a', 'b', 'c', 'd', 'e']) await end(name)
  expect(seen).toEqual(['+a', '-a', '+b', '-b', '+c', '-c', '+d', '-d', '+e', '-e'])
})

test('does not block later work when exclusive work fails', async () => {
  const { gate, seen, work, end, settle } = setUp()
  const failed = gate.exclusive(work('a')).catch((error: Error) => error.message)
  void gate.shared(work('b'))
  await settle()
  await end('a', new Error('no use'))
  expect([seen, await failed]).toEqual([['+a', '-a', '+b'], 'no use'])
})
