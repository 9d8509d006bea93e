import { createServer, get } from 'node:http'
import { expect, test } from 'vitest'
import { createTickGate } from '../../src/adapters/tick-gate.ts'

const nextTick = () => new Promise((resolve) => setImmediate(resolve))

test('waiting calls pass in order, one per event-loop tick', async () => {
  const pass = createTickGate()
  const passed: number[] = []
  for (const number of [1, 2, 3]) void pass().then(() => passed.push(number))
  const seen: string[] = []
  for (let tick = 0; tick < 4; tick += 1) {
    await nextTick()
    seen.push(passed.join(''))
  }
  expect(seen).toEqual(['1', '12', '123', '123'])
})

test('later calls pass too', async () => {
  const pass = createTickGate()
  await pass()
  await Promise.all([pass(), pass()])
})

test('a request is answered while many calls wait', async () => {
  const pass = createTickGate()
  let passed = 0
  const server = createServer((_, response) => response.end(String(passed)))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const answered = new Promise<string>((resolve) => {
    get({ port, host: '127.0.0.1' }, (response) => response.on('data', (text) => resolve(String(text))))
  })
  const all = Array.from({ length: 20_000 }, () => pass().then(() => (passed += 1)))
  expect(Number(await answered)).toBeLessThan(20_000)
  await Promise.all(all)
  server.close()
})
