import { describe, expect, test } from 'vitest'
import type { Limits } from '../../../src/adapters/attachments/limits.ts'
import type { LogLink } from '../../../src/adapters/attachments/link-forms.ts'
import { zip } from './archives.ts'
import { FakeNetwork, type Reply, silent } from './fake-network.ts'
import { fetchAndRead } from './fetch-and-read.ts'

const urlOf = (name: string) => `https://github.com/user-attachments/files/1/${name}`
const file = (name: string): LogLink => ({ kind: 'file', url: urlOf(name), name })
const PRIVATE = 'an App may not be able to read attachments in private repositories'
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
  test('reads the other files when some fail, and names each failed file with its reason', async () => {
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
        why: `could not be reached: the server returned 404; ${PRIVATE}`,
        forbidden: true,
      },
      { name: 'shot', why: 'is a picture' },
    ])
    expect(network.open).toBe(0)
  })

  test('applies one time limit to all files in an issue', async () => {
    const network = new FakeNetwork({ [urlOf('slow.log')]: { body: silent() } })
    const links = [file('slow.log'), file('later.log')]
    const { unread } = await fetchAll(links, network, { issueMs: 20 })
    expect(unread.map(({ why }) => why)).toEqual(
      Array(2).fill('was skipped: fetching all files of the issue took longer than 20 milliseconds'),
    )
    expect(network.seen).toHaveLength(1)
  })

  test('applies one size limit to all files in an issue', async () => {
    const body = 'x'.repeat(60)
    const network = new FakeNetwork({ [urlOf('a.log')]: { body }, [urlOf('b.log')]: { body } })
    const { attachments, unread } = await fetchAll([file('a.log'), file('b.log')], network, { issueBytes: 100 })
    expect(attachments).toHaveLength(1)
    expect(unread).toEqual([{ name: 'b.log', why: 'exceeds the limit of 100 bytes of downloads per issue' }])
  })

  test('applies one limit for unpacked data to all archives in an issue', async () => {
    const body = zip([{ name: 'a.log', text: 'x'.repeat(80) }])
    const network = new FakeNetwork({ [urlOf('a.zip')]: { body }, [urlOf('b.zip')]: { body } })
    const { attachments, unread } = await fetchAll([file('a.zip'), file('b.zip')], network, { unpackedBytes: 100 })
    expect(attachments).toHaveLength(1)
    expect(unread).toEqual([{ name: 'b.zip/a.log', why: 'exceeds the limit of 100 bytes of unpacked data per issue' }])
  })

  test('gives two files with the same name unique names', async () => {
    const network = new FakeNetwork({ [urlOf('main.log')]: { body: 'x' } })
    const { attachments } = await fetchAll([file('main.log'), file('main.log')], network)
    expect(attachments.map(({ name }) => name)).toEqual(['main.log', 'main.log (2)'])
  })

  test('fetches no more links than the limit, and no pictures', async () => {
    const network = new FakeNetwork({})
    const picture: LogLink = { kind: 'unread', url: urlOf('x.png'), name: 'x.png', why: 'is a picture or video' }
    const { unread } = await fetchAll([picture, file('a'), file('b')], network, { links: 1 })
    expect(network.seen).toHaveLength(1)
    expect(unread.map(({ name, why }) => `${name} ${why}`)).toEqual([
      'x.png is a picture or video',
      expect.stringContaining('a could not be reached: the server returned 404'),
      'b exceeds the limit of 1 files per issue',
    ])
  })
})

describe('gists', () => {
  const gist = (files: object, more: object = {}): Reply => ({ body: JSON.stringify({ files, ...more }) })

  test('reads all files and fetches the ones that the response truncates', async () => {
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

  test('does not follow a URL to a disallowed host', async () => {
    const network = new FakeNetwork({
      [GIST_URL]: gist({ x: { truncated: true, raw_url: 'https://169.254.169.254/x' } }),
    })
    const { unread } = await fetchAll([GIST], network)
    expect(unread).toEqual([{ name: 'gist abc/x', why: expect.stringContaining('which is not an allowed host') }])
    expect(network.seen).toHaveLength(1)
  })

  test('reports that GitHub omitted files', async () => {
    const network = new FakeNetwork({ [GIST_URL]: gist({ a: { content: 'x' } }, { truncated: true }) })
    expect((await fetchAll([GIST], network)).unread).toEqual([
      { name: 'gist abc', why: 'has more than 300 files; the others were not read' },
    ])
  })

  test.each(['<html>', '{}', '{"files":[1]}', 'null'])('reports a response that is not a gist: %s', async (body) => {
    const { unread } = await fetchAll([GIST], new FakeNetwork({ [GIST_URL]: { body } }))
    expect(unread).toEqual([{ name: 'gist abc', why: 'could not be reached: the response is not a gist' }])
  })
})

describe('the token', () => {
  const tokens = (network: FakeNetwork) => network.seen.map(({ headers }) => headers['authorization'] ?? null)

  test('is not sent for a public file', async () => {
    const network = new FakeNetwork({ [urlOf('a.log')]: { body: 'x' } })
    await fetchAll([file('a.log')], network, {}, 'a-token')
    expect(tokens(network)).toEqual([null])
  })

  test('is sent on the second try for a file that is not public', async () => {
    const network = new FakeNetwork({
      [urlOf('a.log')]: ({ headers }) => (headers['authorization'] === undefined ? { status: 404 } : { body: 'x' }),
    })
    const { attachments } = await fetchAll([file('a.log')], network, {}, 'a-token')
    expect(attachments).toEqual([{ name: 'a.log', text: 'x' }])
    expect(tokens(network)).toEqual([null, 'Bearer a-token'])
  })

  test('is sent on the first try for a gist and omitted on the second', async () => {
    const network = new FakeNetwork({
      [GIST_URL]: ({ headers }) =>
        headers['authorization'] === undefined ? { body: '{"files":{}}' } : { status: 403 },
    })
    expect((await fetchAll([GIST], network, {}, 'a-token')).unread).toEqual([{ name: 'gist abc', why: 'is empty' }])
    expect(tokens(network)).toEqual(['Bearer a-token', null])
  })

  test('is never sent to a host that is not GitHub’s', async () => {
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

  test('can have a private IP address', async () => {
    expect((await fetchFrom('10.1.2.3')).attachments).toHaveLength(1)
  })

  test.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.1.2.3', 'fd00:ec2::254'])(
    'cannot have a loopback or metadata address: %s',
    async (address) => {
      expect((await fetchFrom(address)).attachments).toEqual([])
    },
  )

  test('is the only host with a private IP address, even among the allowed hosts', async () => {
    expect((await fetchFrom('10.1.2.3', 'github.com')).attachments).toEqual([])
  })
})
