import { describe, expect, test } from 'vitest'
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
  return Buffer.from(await safeGet({ address: FILE, token }, access(network, limits))).toString()
}

const to = (location: string) => ({ status: 302, headers: { location } })

describe('following redirects', () => {
  test('follows to a host of the list and reads there', async () => {
    const network = new FakeNetwork({ [FILE]: to(OBJECT), [OBJECT]: { body: 'hello' } })
    expect(await get(network)).toBe('hello')
    expect(network.open).toBe(0)
  })

  test.each([
    ['the metadata service', 'https://169.254.169.254/latest/meta-data/', 'which is not an allowed host'],
    ['another host', 'https://evil.example/x', 'it leads to evil.example, which is not an allowed host'],
    ['a host that only ends like ours', 'https://evilgithub.com/x', 'which is not an allowed host'],
    [
      'a bucket that only begins like GitHub’s',
      'https://github-production-x.evil.s3.amazonaws.com/',
      'not an allowed host',
    ],
    ['plain http', 'http://objects.githubusercontent.com/x', 'an address without https'],
    ['a file of the machine', 'file:///etc/passwd', 'an address without https'],
    ['another port', 'https://github.com:8443/x', 'its address names a port'],
    ['an address with a password', 'https://a:b@github.com/x', 'holds a user name or password'],
    ['a login page', 'https://github.com/login?return_to=x', 'it asks for a login'],
    ['nonsense', 'https://', 'its address makes no sense'],
  ])('does not follow to %s', async (_, location, why) => {
    const network = new FakeNetwork({ [FILE]: to(location) })
    await expect(get(network)).rejects.toThrow(why)
    expect(network.seen).toHaveLength(1)
    expect(network.open).toBe(0)
  })

  test('gives up a loop after five redirects', async () => {
    const network = new FakeNetwork({ [FILE]: to(FILE) })
    await expect(get(network)).rejects.toThrow('it is redirected more than 5 times')
    expect(network.seen).toHaveLength(6)
  })

  test('allows the buckets that GitHub names', async () => {
    const bucket = 'https://github-production-repository-file-5c1aeb.s3.amazonaws.com/1'
    expect(await get(new FakeNetwork({ [FILE]: to(bucket), [bucket]: { body: 'x' } }))).toBe('x')
  })
})

describe('addresses', () => {
  test('refuses a host that resolves to the machine itself', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x' } }, { 'github.com': ['127.0.0.1', '::1'] })
    await expect(get(network)).rejects.toThrow('its host has no public address')
    expect(network.seen).toEqual([])
  })

  test('connects to the address that it checked, not to the private one beside it', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x' } }, { 'github.com': ['10.0.0.1', '140.82.121.4'] })
    await get(network)
    expect(network.seen.map(({ address }) => address)).toEqual(['140.82.121.4'])
  })

  test('checks the address again at every hop, so that a name cannot change it in between', async () => {
    const network = new FakeNetwork({ [FILE]: to(FILE) })
    const answers = [['140.82.121.3'], ['127.0.0.1']]
    network.lookup = async () => answers.shift() ?? []
    await expect(get(network)).rejects.toThrow('its host has no public address')
    expect(network.seen).toHaveLength(1)
  })
})

describe('the token', () => {
  test('goes to the GitHub host and is dropped on redirect, also back to the GitHub host', async () => {
    const again = `${FILE}?again`
    const network = new FakeNetwork({ [FILE]: to(again), [again]: to(OBJECT), [OBJECT]: { body: 'x' } })
    await get(network, {}, 'a-token')
    expect(network.seen.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer a-token',
      undefined,
      undefined,
    ])
  })

  test('is not sent to another allowed host', async () => {
    const network = new FakeNetwork({ [OBJECT]: { body: 'x' } })
    await safeGet({ address: OBJECT, token: 'a-token' }, access(network))
    expect(network.seen[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('sizes', () => {
  test('stops while reading, whatever the server says of the length', async () => {
    const { body, sent } = endless(MEGABYTE)
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-length': '12' }, body } })
    await expect(get(network)).rejects.toThrow('is larger than 25 MB')
    expect(sent()).toBe(26 * MEGABYTE)
    expect(network.open).toBe(0)
  })

  test('reads a short body that claims to have ten gigabytes', async () => {
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-length': '10000000000' }, body: 'short' } })
    expect(await get(network)).toBe('short')
  })

  test('counts all files of an issue together', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x'.repeat(60) } })
    const shared = access(network, { issueBytes: 100 })
    await safeGet({ address: FILE, token: null }, shared)
    await expect(safeGet({ address: FILE, token: null }, shared)).rejects.toThrow('is beyond the budget')
  })

  test('joins bodies that come in single bytes', async () => {
    async function* body() {
      for (const byte of Buffer.alloc(70_000, 'ab')) yield Buffer.from([byte])
    }
    expect(await get(new FakeNetwork({ [FILE]: { body: body() } }))).toBe('ab'.repeat(35_000))
  })

  test('refuses bodies that would have to be unpacked on the way', async () => {
    const network = new FakeNetwork({ [FILE]: { headers: { 'content-encoding': 'gzip' }, body: 'x' } })
    await expect(get(network)).rejects.toThrow('was sent in a compressed form')
    expect(network.seen[0]?.headers['accept-encoding']).toBe('identity')
  })
})

describe('time', () => {
  test('gives up a server that sends one byte now and then', async () => {
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

  test('gives up a server that falls silent', async () => {
    const network = new FakeNetwork({ [FILE]: { body: silent() } })
    await expect(get(network, { idleMs: 20 })).rejects.toThrow('its server was silent for 20 milliseconds')
  })

  test('gives up a server that never answers, and hangs up when it does', async () => {
    const late = Promise.withResolvers<object>()
    const network = new FakeNetwork({ [FILE]: () => late.promise })
    await expect(get(network, { fileMs: 20 })).rejects.toThrow('could not be fetched within 20 milliseconds')
    late.resolve({})
    await new Promise((resolve) => setImmediate(resolve))
    expect(network.open).toBe(0)
  })
})

describe('answers that are no file', () => {
  test.each([
    [404, 'answered 404; in private repositories attachments may be unreadable to an App'],
    [403, 'answered 403; in private repositories'],
    [500, 'answered 500'],
    [206, 'answered 206'],
    [302, 'answered 302'],
  ])('says what the server answered: %i', async (status, why) => {
    await expect(get(new FakeNetwork({ [FILE]: { status } }))).rejects.toThrow(why)
  })

  test('names the code of a broken connection and nothing else of it', async () => {
    const broken = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' })
    const network = new FakeNetwork({ [FILE]: () => Promise.reject(broken) })
    await expect(get(network)).rejects.toThrow(/^could not be reached: the connection failed \(ECONNREFUSED\)$/)
  })
})
