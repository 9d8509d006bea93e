import { describe, expect, test, vi } from 'vitest'
import { isPublicAddress } from '../../../src/adapters/attachments/addresses.ts'
import { defaultHosts } from '../../../src/adapters/attachments/hosts.ts'
import { Budget, LIMITS, type Limits, MEGABYTE } from '../../../src/adapters/attachments/limits.ts'
import { type Access, safeGet } from '../../../src/adapters/attachments/safe-get.ts'
import { endless, FakeNetwork, silent } from './fake-network.ts'

const FILE = 'https://github.com/user-attachments/files/1/main.log'
const OBJECT = 'https://objects.githubusercontent.com/x?signature=1'

function access(network: FakeNetwork, limits: Partial<Limits> = {}): Access {
  return {
    network,
    hosts: defaultHosts('github.com'),
    githubHost: 'github.com',
    mayConnect: (_, address) => isPublicAddress(address),
    limits: { ...LIMITS, ...limits },
    budget: new Budget(limits.issueBytes ?? LIMITS.issueBytes, 'is beyond the budget'),
    signal: new AbortController().signal,
  }
}

async function get(network: FakeNetwork, limits: Partial<Limits> = {}, token: string | null = null): Promise<string> {
  return Buffer.from(await safeGet({ url: FILE, token }, access(network, limits))).toString()
}

const redirectTo = (location: string) => ({ status: 302, headers: { location } })

describe('redirects', () => {
  test('follows a redirect to an allowed host', async () => {
    const network = new FakeNetwork({ [FILE]: redirectTo(OBJECT), [OBJECT]: { body: 'hello' } })
    expect(await get(network)).toBe('hello')
    expect(network.open).toBe(0)
  })

  test.each([
    ['the metadata service', 'https://169.254.169.254/latest/meta-data/', 'which is not an allowed host'],
    ['another host', 'https://evil.example/x', 'it leads to evil.example, which is not an allowed host'],
    ['a host with the same ending', 'https://evilgithub.com/x', 'which is not an allowed host'],
    [
      'a bucket with the same prefix as GitHub’s',
      'https://github-production-x.evil.s3.amazonaws.com/',
      'not an allowed host',
    ],
    ['plain http', 'http://objects.githubusercontent.com/x', 'a URL without https'],
    ['a local file', 'file:///etc/passwd', 'a URL without https'],
    ['another port', 'https://github.com:8443/x', 'its URL has a port'],
    ['a URL with a password', 'https://a:b@github.com/x', 'has a user name or password'],
    ['a login page', 'https://github.com/login?return_to=x', 'it asks for a login'],
    ['an invalid URL', 'https://', 'its URL is not valid'],
  ])('does not follow a redirect to %s', async (_, location, why) => {
    const network = new FakeNetwork({ [FILE]: redirectTo(location) })
    await expect(get(network)).rejects.toThrow(why)
    expect(network.seen).toHaveLength(1)
    expect(network.open).toBe(0)
  })

  test('stops after 5 redirects', async () => {
    const network = new FakeNetwork({ [FILE]: redirectTo(FILE) })
    await expect(get(network)).rejects.toThrow('it redirects more than 5 times')
    expect(network.seen).toHaveLength(6)
  })

  test('follows a redirect to GitHub’s buckets', async () => {
    const bucket = 'https://github-production-repository-file-5c1aeb.s3.amazonaws.com/1'
    expect(await get(new FakeNetwork({ [FILE]: redirectTo(bucket), [bucket]: { body: 'x' } }))).toBe('x')
  })
})

describe('IP addresses', () => {
  test('refuses a host that resolves to loopback addresses', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x' } }, { 'github.com': ['127.0.0.1', '::1'] })
    await expect(get(network)).rejects.toThrow('its host has no public address')
    expect(network.seen).toEqual([])
  })

  test('connects to the public address of a host that also has a private address', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x' } }, { 'github.com': ['10.0.0.1', '140.82.121.4'] })
    await get(network)
    expect(network.seen.map(({ address }) => address)).toEqual(['140.82.121.4'])
  })

  test('checks the address again at every hop, in case the name resolves differently', async () => {
    const network = new FakeNetwork({ [FILE]: redirectTo(FILE) })
    const answers = [['140.82.121.3'], ['127.0.0.1']]
    network.lookup = async () => answers.shift() ?? []
    await expect(get(network)).rejects.toThrow('its host has no public address')
    expect(network.seen).toHaveLength(1)
  })
})

describe('the token', () => {
  test('is sent to the GitHub host and dropped on redirects, even back to the GitHub host', async () => {
    const again = `${FILE}?again`
    const network = new FakeNetwork({ [FILE]: redirectTo(again), [again]: redirectTo(OBJECT), [OBJECT]: { body: 'x' } })
    await get(network, {}, 'a-token')
    expect(network.seen.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer a-token',
      undefined,
      undefined,
    ])
  })

  test('is not sent to another allowed host', async () => {
    const network = new FakeNetwork({ [OBJECT]: { body: 'x' } })
    await safeGet({ url: OBJECT, token: 'a-token' }, access(network))
    expect(network.seen[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('sizes', () => {
  test('stops reading at the limit, regardless of the length that the server declares', async () => {
    const { body, sent } = endless(MEGABYTE)
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-length': '12' }, body } })
    await expect(get(network)).rejects.toThrow('is larger than 25 MB')
    expect(sent()).toBe(26 * MEGABYTE)
    expect(network.open).toBe(0)
  })

  test('reads a short body whose declared length is 10 GB', async () => {
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-length': '10000000000' }, body: 'short' } })
    expect(await get(network)).toBe('short')
  })

  test('applies one limit to all files in an issue', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x'.repeat(60) } })
    const shared = access(network, { issueBytes: 100 })
    await safeGet({ url: FILE, token: null }, shared)
    await expect(safeGet({ url: FILE, token: null }, shared)).rejects.toThrow('is beyond the budget')
  })

  test('joins a body that is sent one byte at a time', async () => {
    async function* body() {
      for (const byte of Buffer.alloc(70_000, 'ab')) yield Buffer.from([byte])
    }
    expect(await get(new FakeNetwork({ [FILE]: { body: body() } }))).toBe('ab'.repeat(35_000))
  })

  test('refuses compressed responses', async () => {
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-encoding': 'gzip' }, body: 'x' } })
    await expect(get(network)).rejects.toThrow('was sent compressed')
    expect(network.seen[0]?.headers['accept-encoding']).toBe('identity')
  })
})

describe('time', () => {
  test('gives up on a server that slowly sends one byte at a time', async () => {
    async function* body() {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        yield Buffer.from('a')
      }
    }
    const network = new FakeNetwork({ [FILE]: { body: body() } })
    await expect(get(network, { fileMs: 50 })).rejects.toThrow('could not be fetched within 50 milliseconds')
    expect(network.open).toBe(0)
  })

  test('gives up on a server that stops sending', async () => {
    const network = new FakeNetwork({ [FILE]: { body: silent() } })
    await expect(get(network, { idleMs: 20 })).rejects.toThrow('its server was silent for 20 milliseconds')
  })

  test('waits for a slow server as long as it sends data before each idle limit', async () => {
    vi.useFakeTimers()
    try {
      async function* body() {
        for (const part of ['a', 'b', 'c', 'd']) {
          await new Promise((resolve) => setTimeout(resolve, 30))
          yield Buffer.from(part)
        }
      }
      const read = get(new FakeNetwork({ [FILE]: { body: body() } }), { idleMs: 40, fileMs: 1_000 })
      const settled = Promise.allSettled([read])
      await vi.advanceTimersByTimeAsync(200)
      expect(await settled).toEqual([{ status: 'fulfilled', value: 'abcd' }])
    } finally {
      vi.useRealTimers()
    }
  })

  test('gives up on a server that does not respond, and closes a late response', async () => {
    const late = Promise.withResolvers<object>()
    const network = new FakeNetwork({ [FILE]: () => late.promise })
    await expect(get(network, { fileMs: 20 })).rejects.toThrow('could not be fetched within 20 milliseconds')
    late.resolve({})
    await new Promise((resolve) => setImmediate(resolve))
    expect(network.open).toBe(0)
  })
})

describe('failed responses', () => {
  test.each([
    [404, 'returned 404; an App may not be able to read attachments in private repositories'],
    [403, 'returned 403; an App may not be able to read'],
    [500, 'returned 500'],
    [206, 'returned 206'],
    [302, 'returned 302'],
  ])('reports the server’s status: %i', async (status, why) => {
    await expect(get(new FakeNetwork({ [FILE]: { status } }))).rejects.toThrow(why)
  })

  test('reports only the error code of a broken connection', async () => {
    const broken = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' })
    const network = new FakeNetwork({ [FILE]: () => Promise.reject(broken) })
    await expect(get(network)).rejects.toThrow(/^could not be reached: the connection failed \(ECONNREFUSED\)$/)
  })
})
