import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../../../src/entrypoints/cli/demo/free-port.ts'
import { removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { runCommand } from '../../support/command-line.ts'
import { signatureFile } from '../../support/packs.ts'
import { CAN_BE_ASKED, spawnCommand, spawnServe } from '../../support/spawned.ts'

const folder = temporaryFolder()
const COMPLETE: Readonly<Record<string, string>> = {
  APP_ID: '4242',
  PRIVATE_KEY: generateAppKey(),
  WEBHOOK_SECRET: 'it is a secret',
  HOST: '127.0.0.1',
  PORT: '0',
  STORE_PATH: join(folder, 'store.sqlite'),
  LOG_LEVEL: 'warn',
}
const taken = createServer()
let takenPort = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  takenPort = String(typeof address === 'object' ? address?.port : '')
  writeFileSync(join(folder, 'garbage.sqlite'), 'not a database '.repeat(1000))
  const pack = join(folder, 'broken-pack')
  mkdirSync(pack)
  writeFileSync(join(pack, 'lost-badge.yaml'), signatureFile('lost-badge', { status: 'splendid' }).text)
})

afterAll(() => {
  taken.close()
  removeFolder(folder)
})

type Environment = Readonly<Record<string, string>>

function without(...names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(COMPLETE).filter(([name]) => !names.includes(name)))
}

afterEach(() => vi.unstubAllEnvs())

describe('serve does not start, and prints what to do,', () => {
  test('as a message and a hint without a stack, with exit code 1', async () => {
    const environment = { ...COMPLETE, PORT: takenPort }
    const { code, out, err } = await spawnCommand(['serve'], { environment, folder }).ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).not.toMatch(/^ {4}at /m)
    expect(err.trim().split('\n')).toHaveLength(2)
  })

  test.each<readonly [string, () => Environment, readonly string[]]>([
    [
      'without a webhook secret',
      () => without('WEBHOOK_SECRET'),
      ['WEBHOOK_SECRET is not set', 'Set it to the webhook secret'],
    ],
    ['on a non-local host', () => ({ ...COMPLETE, HOST: '192.0.2.1' }), ['192.0.2.1', 'Set HOST to localhost']],
    ['on a port that is taken', () => ({ ...COMPLETE, PORT: takenPort }), ['in use', 'set PORT to a free port']],
    ['on a port that is not a number', () => ({ ...COMPLETE, PORT: 'http' }), ['PORT: ', 'Correct them']],
    [
      'with a folder as the store',
      () => ({ ...COMPLETE, STORE_PATH: folder }),
      ['is a folder', 'Name a file inside it'],
    ],
    [
      'with a store that is not a database',
      () => ({ ...COMPLETE, STORE_PATH: join(folder, 'garbage.sqlite') }),
      ['is not an SQLite database', 'another path'],
    ],
    [
      'with a broken signature',
      () => ({ ...COMPLETE, SIGNATURES_PATH: join(folder, 'broken-pack') }),
      ['lost-badge.yaml', 'status'],
    ],
    [
      'with a missing pack',
      () => ({ ...COMPLETE, SIGNATURES_PATH: join(folder, 'nowhere') }),
      ['Cannot read the signature pack in', 'nowhere', 'Check that the folder exists'],
    ],
    [
      'with a missing private key file',
      () => ({ ...without('PRIVATE_KEY'), PRIVATE_KEY_PATH: join(folder, 'app.pem') }),
      [join(folder, 'app.pem'), 'Check the path'],
    ],
    [
      'without credentials in production',
      () => ({ ...without('APP_ID', 'PRIVATE_KEY'), NODE_ENV: 'production' }),
      ['APP_ID and PRIVATE_KEY are not set', 'npm run demo'],
    ],
    [
      "if the setup page's port is taken",
      () => ({ ...without('APP_ID', 'PRIVATE_KEY'), PORT: takenPort, NO_SMEE_SETUP: 'true', LOG_LEVEL: 'silent' }),
      ['in use', 'set PORT to a free port'],
    ],
  ])('%s', async (_, environment, says) => {
    for (const name of Object.keys(COMPLETE)) vi.stubEnv(name, undefined)
    for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
    const { code, out, err } = await runCommand('serve')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).not.toMatch(/^ {4}at /m)
    for (const words of says) expect(err).toContain(words)
  })
})

describe('serve without credentials', () => {
  test('opens the setup page, mentions the demo, and stops on a signal', async () => {
    const environment = { ...without('APP_ID', 'PRIVATE_KEY'), PORT: String(await freePort()), NO_SMEE_SETUP: 'true' }
    const setup = spawnCommand(['serve'], { environment, folder })
    const [, url = ''] = await setup.shows(/setup page at (\S+),/)
    expect(url).toBe(`http://127.0.0.1:${environment.PORT}/probot`)
    const page = await fetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form')])
    setup.kill('SIGTERM')
    const { code, ...printed } = await setup.ended
    expect(printed).toMatchObject({ out: '', err: expect.stringContaining('npm run demo') })
    if (CAN_BE_ASKED) expect(code).toBe(0)
  })
})

describe('the setup page', () => {
  /** Opens the page with these variables, and returns its form and what the command printed until it was stopped. */
  async function openPage(changes: Readonly<Record<string, string>>) {
    const port = String(await freePort())
    const environment = { ...without('APP_ID', 'PRIVATE_KEY', 'GITHUB_API_URL'), PORT: port, ...changes }
    const setup = spawnCommand(['serve'], { environment, folder })
    const [, url = ''] = await setup.shows(/setup page at (\S+),/)
    const page = await (await fetch(url)).text()
    const [, action = ''] = /<form action="([^"]*)"/.exec(page) ?? []
    const [, escaped = ''] = /name="manifest"[^>]*value='([^']*)'/.exec(page) ?? []
    const manifest = JSON.parse(escaped.replaceAll('&quot;', '"'))
    const stop = async () => {
      setup.kill('SIGTERM')
      return (await setup.ended).err
    }
    return { url, action, manifest, stop }
  }

  test('registers the App of app.yml, private, with URLs that GitHub and people can reach, from any folder', async () => {
    const { action, manifest, stop } = await openPage({ PUBLIC_URL: 'https://bot.example' })
    expect(action).toBe('https://github.com/settings/apps/new')
    expect(manifest).toMatchObject({
      name: 'auth-triage',
      public: false,
      hook_attributes: { url: 'https://bot.example/api/github/webhooks' },
      callback_urls: ['https://bot.example/login/callback'],
      default_permissions: { issues: 'write', contents: 'read' },
      default_events: expect.arrayContaining(['issues']),
    })
    expect(await stop()).toContain('GitHub will send webhooks to https://bot.example/api/github/webhooks.')
  })

  test.each([
    ['GHE_HOST', { GHE_HOST: 'git.example' }],
    ['GITHUB_API_URL', { GITHUB_API_URL: 'https://git.example/api/v3' }],
  ])('registers on the server that %s names', async (_, variables) => {
    const { action, stop } = await openPage({ ...variables, PUBLIC_URL: 'https://bot.example' })
    expect(action).toBe('https://git.example/settings/apps/new')
    await stop()
  })
})

describe('serve', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('listens, and shuts down cleanly on %s', async (signal) => {
    const bot = await spawnServe({ environment: COMPLETE, folder })
    expect((await fetch(`${bot.url}/ping`)).status).toBe(200)
    bot.kill(signal)
    const { code, out } = await bot.ended
    expect(out).toBe('')
    if (CAN_BE_ASKED) expect(code).toBe(0)
  })
})

/** @returns Node options that load a script which causes the fault at the first input on standard input */
function provoking(fault: string): string {
  const script = `process.stdin.once('data', () => setTimeout(() => { ${fault} }))`
  return `--import data:text/javascript,${encodeURIComponent(script)}`
}

describe('an uncaught error', () => {
  const cause = "new Error('the pipe burst', { cause: new Error('it froze') })"

  test.each([
    ['uncaughtException', `throw ${cause}`, 'the pipe burst'],
    ['unhandledRejection', `Promise.reject(${cause})`, 'the pipe burst'],
    ['unhandledRejection', "Promise.reject('no error at all')", 'no error at all'],
  ])('is logged with its cause and ends the process with 1: %s', async (origin, fault, words) => {
    const bot = await spawnServe({ environment: { ...COMPLETE, NODE_OPTIONS: provoking(fault) }, folder })
    bot.write('now')
    const { code, out, err } = await bot.ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const line = err.split('\n').find((it) => it.includes('uncaught error: the process')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 60, origin })
    expect(line).toContain(words)
    if (words === 'the pipe burst') expect(JSON.parse(line).err.stack).toContain('it froze')
    expect(err).not.toMatch(/^ {4}at /m)
    await expect(fetch(`${bot.url}/ping`)).rejects.toThrow()
  })
})
