import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { type Spawned, spawnCommand } from '../../support/spawned.ts'

const LINE = '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
const body = `Connectors show no tools in Cowork.\n\n\`\`\`\n${LINE}\n\`\`\`\n`
const REPORTS = [11, 12].map((number) => ({
  id: `#${number}`,
  title: `No tools ${number}`,
  body,
  created: '2026-05-26',
}))

const folder = temporaryFolder()
const store = join(folder, 'store.sqlite')
/** HOST is set to an address that this machine does not have: these pages ignore it. */
const environment = { STORE_PATH: store, HOST: '192.0.2.1', PORT: '0' }
const digest = () => createHash('sha256').update(readFileSync(store)).digest('hex')

describe('serve --local', () => {
  let pages: Spawned
  let url: string
  let before: string

  beforeAll(async () => {
    const list = join(folder, 'reports.jsonl')
    writeFileSync(list, REPORTS.map((it) => JSON.stringify(it)).join('\n'))
    const indexed = await spawnCommand(['index', list, '--repo', 'Acme/Desktop'], { environment, folder }).ended
    expect(indexed).toMatchObject({ code: 0 })
    before = digest()
    pages = spawnCommand(['serve', '--local'], { environment, folder })
    const [, listening = ''] = await pages.shows(/listening on (http:\/\/127\.0\.0\.1:\d+) for this machine only/)
    url = listening
  })

  afterAll(async () => {
    pages.kill('SIGTERM')
    await pages.ended
    removeFolder(folder)
  })

  test('names the repositories of the store and shows their pages', async () => {
    await pages.shows(new RegExp(`${url}/Acme/Desktop`))
    expect(await textOf('/')).toContain('href="/Acme/Desktop"')
    expect(await textOf('/Acme/Desktop/issues')).toContain('No tools 12')
    expect(await textOf('/acme/desktop/clusters/1')).toContain('missing-scope')
    expect(await textOf('/acme/desktop/issues/11')).toContain('Missing user:mcp_servers scope')
    expect(await textOf('/signatures/missing-scope')).toContain('Token is missing a required scope')
  })

  test('answers the HTTP API for them', async () => {
    const clusters = JSON.parse(await textOf('/api/v1/repositories/acme/desktop/clusters'))
    expect(JSON.stringify(clusters)).toContain('"signature":"missing-scope"')
  })

  test('offers no sign-in and no way to merge or split', async () => {
    const cluster = await textOf('/acme/desktop/clusters/1')
    expect(cluster).not.toContain('Sign in')
    expect(cluster).not.toContain('method="post"')
    const split = await fetch(`${url}/acme/desktop/clusters/1/split`, { method: 'POST', body: 'number=11' })
    expect(split.status).toBe(404)
  })

  test('does not know other repositories', async () => {
    expect((await fetch(`${url}/acme/gateway`)).status).toBe(404)
  })

  test('refuses a request for another host name, with which a page elsewhere could read it', async () => {
    expect(await statusFor('triage.example')).toBe(403)
    expect(await statusFor('localhost')).toBe(200)
  })

  test('changes no byte of the store', async () => {
    await fetch(`${url}/acme/desktop`)
    expect(digest()).toBe(before)
  })

  async function textOf(path: string): Promise<string> {
    const response = await fetch(`${url}${path}`)
    expect({ path, status: response.status }).toEqual({ path, status: 200 })
    return await response.text()
  }

  /** `fetch` does not let its caller choose the Host header. */
  function statusFor(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(`${url}/acme/desktop`, { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  }
})

test.each([
  ['there is no store', ['serve', '--local'], 'There is no store at'],
  ['a role is given as well', ['serve', '--local', '--role', 'work'], 'cannot be used with'],
])('serve --local does not start if %s', async (_, args, said) => {
  const empty = temporaryFolder()
  const { code, err } = await spawnCommand(args, { environment: { PORT: '0' }, folder: empty }).ended
  expect(code).not.toBe(0)
  expect(err).toContain(said)
  removeFolder(empty)
})

test('serve --local does not start if the store has no reports', async () => {
  const empty = temporaryFolder()
  const list = join(empty, 'reports.jsonl')
  writeFileSync(list, '')
  const options = { environment: { PORT: '0' }, folder: empty }
  await spawnCommand(['index', list, '--repo', 'acme/desktop'], options).ended
  const { code, err } = await spawnCommand(['serve', '--local'], options).ended
  expect(code).toBe(1)
  expect(err).toMatch(/has no reports|There is no store/)
  removeFolder(empty)
})
