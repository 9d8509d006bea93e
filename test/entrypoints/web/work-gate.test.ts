import { setImmediate as nextTick } from 'node:timers/promises'
import { Hono } from 'hono'
import { describe, expect, test, vi } from 'vitest'
import { LIMITS } from '../../../src/adapters/attachments/limits.ts'
import { createWorkGate, type WorkResult } from '../../../src/entrypoints/web/work-gate.ts'

const FORM = LIMITS.fileBytes

/** A gate in front of `work`. */
function opened(work: (body: Uint8Array) => Promise<Omit<WorkResult, 'response'>> = async () => ({})) {
  const app = new Hono()
  const gate = createWorkGate({ clock: () => 15_000, blockOf: (c) => c.req.header('x-test-address') ?? 'nobody' })
  const largest = { body: FORM, unpacked: LIMITS.unpackedBytes }
  app.post('*', (c) =>
    gate.admit(c, largest, async (body) => ({ ...(await work(body)), response: c.text(String(body.length)) })),
  )
  app.onError((error, c) => c.text(error.message, 500))
  return (init: RequestInit, address = 'nobody', path = '/try') =>
    Promise.resolve(
      app.request(path, {
        method: 'POST',
        ...init,
        headers: { 'x-test-address': address, ...init.headers },
      } as RequestInit),
    )
}

/** A body of which only the first `bytes` bytes arrive. */
const slow = (bytes: number): RequestInit => {
  const body = new ReadableStream({ start: (it) => it.enqueue(new Uint8Array(bytes)) })
  return { body, duplex: 'half' } as RequestInit
}

describe('the limit per address and minute', () => {
  const unpacking = () => opened(async () => ({ unpacked: LIMITS.unpackedBytes }))

  test('is six reports of the maximum unpacked size, across all paths', async () => {
    const ask = unpacking()
    for (const path of ['/try', '/api/v1/diagnose', '/mcp', '/try', '/mcp']) {
      expect((await ask({ body: 'x' }, 'a', path)).status).toBe(200)
    }
    const refused = await ask({ body: 'x' }, 'a')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '45'])
    expect(await refused.text()).toContain('more data than one IP address may send')
    expect((await ask({ body: 'x' }, 'b')).status).toBe(200)
  })

  test('is twelve logs of 25 MB, because unused unpacked bytes are given back', async () => {
    const ask = opened()
    const body = new Uint8Array(FORM)
    for (let count = 0; count < 12; count += 1) expect((await ask({ body })).status).toBe(200)
    expect((await ask({ body })).status).toBe(429)
  })

  test('is reported to programs as a JSON error', async () => {
    const ask = unpacking()
    for (let count = 0; count < 6; count += 1) await ask({ body: 'x' })
    for (const path of ['/api/v1/diagnose', '/mcp']) {
      expect(await (await ask({ body: 'x' }, 'nobody', path)).json()).toMatchObject({ error: { code: 'too-much' } })
    }
  })
})

describe('a body', () => {
  test.each([
    ['by its header', { 'content-length': String(FORM + 1) }, 1],
    ['by its bytes', {}, FORM + 1],
    ['by its bytes, despite its header', { 'content-length': '1' }, FORM + 1],
  ])('that is too large %s is refused', async (_, headers, size) => {
    expect((await opened()({ body: new Uint8Array(size), headers })).status).toBe(413)
  })

  test('is complete with any number of chunks and any announced length', async () => {
    const pieces = () => ReadableStream.from(Array.from({ length: 100_000 }, () => new Uint8Array(3)))
    const ask = opened()
    for (const headers of [{}, { 'content-length': '300000' }, { 'content-length': '7' }]) {
      const response = await ask({ body: pieces(), duplex: 'half', headers } as RequestInit)
      expect(await response.text()).toBe('300000')
    }
  })

  test('that breaks off has its memory freed', async () => {
    const ask = opened()
    for (let count = 0; count < 30; count += 1) {
      const body = new ReadableStream({ pull: (it) => it.error(new Error('gone')) })
      const broken = await ask({ body, duplex: 'half', headers: { 'content-length': '1000000' } } as RequestInit)
      expect(broken.status).toBe(500)
    }
  })

  test('that is announced as large and never arrives blocks no one', async () => {
    const ask = opened()
    const uploads = Array.from({ length: 100 }, (_, at) => ask(slow(1), String(at)))
    await nextTick()
    expect((await ask({ body: new Uint8Array(FORM) }, 'another')).status).toBe(200)
    expect(uploads).toHaveLength(100)
  })

  test('that is slow blocks the next one for at most ten seconds', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    const ask = opened()
    const uploads = ['a', 'b'].map((address) => ask(slow(FORM), address))
    await nextTick()
    const refused = await ask({ body: new Uint8Array(5_000_000) }, 'c')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    now.mockReturnValue(10_000)
    expect((await ask({ body: new Uint8Array(5_000_000) }, 'c')).status).toBe(200)
    expect((await Promise.race(uploads)).status).toBe(503)
  })
})

describe('work', () => {
  test('runs one job at a time across all paths, even if one fails', async () => {
    let running = 0
    let most = 0
    const ask = opened(async () => {
      running += 1
      most = Math.max(most, running)
      await nextTick()
      running -= 1
      throw new Error('broken')
    })
    const paths = ['/try', '/api/v1/diagnose', '/mcp', '/try']
    const answers = await Promise.all(paths.map((path, at) => ask({ body: 'x' }, String(at), path)))
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500])
    expect(most).toBe(1)
  })

  test("beyond the queue's limit is refused with Retry-After", async () => {
    const over = Promise.withResolvers<object>()
    const ask = opened(() => over.promise)
    const asked = Array.from({ length: 66 }, (_, at) => ask({ body: 'x' }, String(at)))
    const refused = await Promise.race(asked)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    over.resolve({})
    const answers = await Promise.all(asked)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(65)
  })
})
