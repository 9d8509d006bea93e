import { describe, expect, test } from 'vitest'
import type { Limits } from '../../../src/adapters/attachments/limits.ts'
import type { LogLink } from '../../../src/adapters/attachments/link-forms.ts'
import { zip } from './archives.ts'
import { FakeNetwork, type Reply, silent } from './fake-network.ts'
import { fetchAndRead } from './fetch-and-read.ts'

const urlOf = (name: string) => `https://github.com/user-attachments/files/1/${name}`
const file = (name: string): LogLink => ({ kind: 'file', url: urlOf(name), name })
const GIST_URL = 'https://api.github.com/gists/abc'
const GIST: LogLink = { kind: 'gist', url: GIST_URL, name: 'gist abc' }
const RAW = 'https://gist.githubusercontent.com/alice/abc/raw/1/big.log'

function fetchAll(
  links: readonly LogLink[],
  network: FakeNetwork,
  limits: Partial<Limits> = {},
  token: string | null = null,
) {
  return fetchAndRead(links, { network, githubHost: 'github.com', limits, token })
}

describe('many files', () => {
  test('one failing file keeps none of the others from being read, and each is named with its reason', async () => {
    const network = new FakeNetwork({
      [urlOf('a.log')]: { body: 'first' },
      [urlOf('slow.log')]: { body: silent() },
      [urlOf('huge.log')]: { body: 'x'.repeat(2_000) },
      [urlOf('broken.zip')]: { body: 'PK\x03\x04' },
      [urlOf('shot')]: { body: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') },
      [urlOf('z.log')]: { body: 'last' },
    })
    const links = ['a.log', 'slow.log', 'huge.log', 'broken.zip', 'missing.log', 'shot', 'z.log'].map(file)
    const { attachments, unread } = await fetchAll(links, network, { fileMs: 30, fileBytes: 1_000 })
    expect(attachments).toEqual([
      { name: 'a.log', text: 'first' },
      { name: 'z.log', text: 'last' },
    ])
    expect(unread).toEqual([
      { name: 'slow.log', why: 'could not be fetched within 30 milliseconds' },
      { name: 'huge.log', why: 'is larger than 1000 bytes' },
      { name: 'broken.zip', why: 'is damaged' },
      {
        name: 'missing.log',
        why: 'could not be reached: answered 404; in private repositories attachments may be unreadable to an App',
        forbidden: true,
      },
      { name: 'shot', why: 'is a picture' },
    ])
    expect(network.open).toBe(0)
  })

  test('all files of an issue share one time', async () => {
    const network = new FakeNetwork({ [urlOf('slow.log')]: { body: silent() } })
    const links = [file('slow.log'), file('later.log')]
    const { unread } = await fetchAll(links, network, { issueMs: 20 })
    expect(unread.map(({ why }) => why)).toEqual(
      Array(2).fill('was left out: all files of one issue get 20 milliseconds together'),
    )
    expect(network.seen).toHaveLength(1)
  })

  test('all files of an issue share one number of bytes', async () => {
    const body = 'x'.repeat(60)
    const network = new FakeNetwork({ [urlOf('a.log')]: { body }, [urlOf('b.log')]: { body } })
    const { attachments, unread } = await fetchAll([file('a.log'), file('b.log')], network, { issueBytes: 100 })
    expect(attachments).toHaveLength(1)
    expect(unread).toEqual([{ name: 'b.log', why: 'is beyond the 100 bytes that are fetched for one issue' }])
  })

  test('all archives of an issue share one number of unpacked bytes', async () => {
    const body = zip([{ name: 'a.log', text: 'x'.repeat(80) }])
    const network = new FakeNetwork({ [urlOf('a.zip')]: { body }, [urlOf('b.zip')]: { body } })
    const { attachments, unread } = await fetchAll([file('a.zip'), file('b.zip')], network, { unpackedBytes: 100 })
    expect(attachments).toHaveLength(1)
    expect(unread).toEqual([{ name: 'b.zip/a.log', why: 'is beyond the 100 bytes that are unpacked of one issue' }])
  })

  test('two files of one name get names of their own', async () => {
    const network = new FakeNetwork({ [urlOf('main.log')]: { body: 'x' } })
    const { attachments } = await fetchAll([file('main.log'), file('main.log')], network)
    expect(attachments.map(({ name }) => name)).toEqual(['main.log', 'main.log (2)'])
  })

  test('never fetches more links than it may, and nothing that is only named', async () => {
    const network = new FakeNetwork({})
    const picture: LogLink = { kind: 'unread', url: urlOf('x.png'), name: 'x.png', why: 'is a picture or video' }
    const { unread } = await fetchAll([picture, file('a'), file('b')], network, { links: 1 })
    expect(network.seen).toHaveLength(1)
    expect(unread.map(({ name, why }) => `${name} ${why}`)).toEqual([
      'x.png is a picture or video',
      expect.stringContaining('a could not be reached: answered 404'),
      'b is beyond the 1 that are read of one issue',
    ])
  })
})

describe('gists', () => {
  const gist = (files: object, more: object = {}): Reply => ({ body: JSON.stringify({ files, ...more }) })

  test('reads all files, and fetches those that the answer cuts off', async () => {
    const network = new FakeNetwork({
      [GIST_URL]: gist({
        'a.log': { filename: 'a.log', truncated: false, content: 'error: 401' },
        'big.log': { filename: 'big.log', truncated: true, content: 'only the begin', raw_url: RAW },
        'bin.gz': { filename: 'bin.gz', truncated: false, content: 'H4sIAAAAAAAAA8sAAKxGhdgCAAAA', encoding: 'base64' },
      }),
      [RAW]: { body: 'all of it' },
    })
    const { attachments, unread } = await fetchAll([GIST], network)
    expect(attachments.slice(0, 2)).toEqual([
      { name: 'gist abc/a.log', text: 'error: 401' },
      { name: 'gist abc/big.log', text: 'all of it' },
    ])
    expect([...attachments.slice(2), ...unread].map(({ name }) => name)).toContain('gist abc/bin.gz')
  })

  test('does not go where an answer should never lead', async () => {
    const network = new FakeNetwork({
      [GIST_URL]: gist({ x: { truncated: true, raw_url: 'https://169.254.169.254/x' } }),
    })
    const { unread } = await fetchAll([GIST], network)
    expect(unread).toEqual([{ name: 'gist abc/x', why: expect.stringContaining('which is not an allowed host') }])
    expect(network.seen).toHaveLength(1)
  })

  test('says when GitHub left files out', async () => {
    const network = new FakeNetwork({ [GIST_URL]: gist({ a: { content: 'x' } }, { truncated: true }) })
    expect((await fetchAll([GIST], network)).unread).toEqual([
      { name: 'gist abc', why: 'has more than 300 files; the others were left out' },
    ])
  })

  test.each(['<html>', '{}', '{"files":[1]}', 'null'])('says when the answer is no gist: %s', async (body) => {
    const { unread } = await fetchAll([GIST], new FakeNetwork({ [GIST_URL]: { body } }))
    expect(unread).toEqual([{ name: 'gist abc', why: 'could not be reached: the answer is no gist' }])
  })
})

describe('the token', () => {
  const tokens = (network: FakeNetwork) => network.seen.map(({ headers }) => headers['authorization'] ?? null)

  test('is not shown for a public file', async () => {
    const network = new FakeNetwork({ [urlOf('a.log')]: { body: 'x' } })
    await fetchAll([file('a.log')], network, {}, 'a-token')
    expect(tokens(network)).toEqual([null])
  })

  test('is tried when a file is not public', async () => {
    const network = new FakeNetwork({
      [urlOf('a.log')]: ({ headers }) => (headers['authorization'] === undefined ? { status: 404 } : { body: 'x' }),
    })
    const { attachments } = await fetchAll([file('a.log')], network, {}, 'a-token')
    expect(attachments).toEqual([{ name: 'a.log', text: 'x' }])
    expect(tokens(network)).toEqual([null, 'Bearer a-token'])
  })

  test('is tried first for a gist, which is then read without', async () => {
    const network = new FakeNetwork({
      [GIST_URL]: ({ headers }) =>
        headers['authorization'] === undefined ? { body: '{"files":{}}' } : { status: 403 },
    })
    expect((await fetchAll([GIST], network, {}, 'a-token')).unread).toEqual([{ name: 'gist abc', why: 'is empty' }])
    expect(tokens(network)).toEqual(['Bearer a-token', null])
  })

  test('never goes to a host that is not GitHub’s', async () => {
    const link: LogLink = { kind: 'file', url: RAW, name: 'big.log' }
    const network = new FakeNetwork({})
    await fetchAll([link], network, {}, 'a-token')
    expect(tokens(network)).toEqual([null])
  })
})

describe('a GitHub Enterprise Server', () => {
  const HOST = 'git.corp.example'
  const link: LogLink = { kind: 'file', url: `https://${HOST}/user-attachments/files/1/a.log`, name: 'a.log' }
  const fetchFrom = (address: string, githubHost = HOST) =>
    fetchAndRead([link], {
      network: new FakeNetwork({ [link.url]: { body: 'x' } }, { [HOST]: [address] }),
      githubHost,
      hosts: [HOST],
    })

  test('may stand in the company’s own network', async () => {
    expect((await fetchFrom('10.1.2.3')).attachments).toHaveLength(1)
  })

  test.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.1.2.3', 'fd00:ec2::254'])(
    'may not have an address of the machine or of a metadata service: %s',
    async (address) => {
      expect((await fetchFrom(address)).attachments).toEqual([])
    },
  )

  test('no other host may stand there, even when the operator allows it', async () => {
    expect((await fetchFrom('10.1.2.3', 'github.com')).attachments).toEqual([])
  })
})
