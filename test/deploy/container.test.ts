/**
 * A container engine is not available everywhere, so the Dockerfile is linted and each of its steps is run in a folder.
 * Unless REAL_INSTALL is set, links to the checkout's dependencies replace `npm ci`, which takes 30 s and needs network
 * access.
 */
import { spawn } from 'node:child_process'
import { readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import type { Copy } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { linkDependencies, runIn } from '../package/installed.ts'
import { generateAppKey } from '../support/app-key.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { argumentsOf, build, CHECKOUT, DOCKERFILE, readStages } from './dockerfile.ts'

const stages = readStages(DOCKERFILE)
const image = stages.at(-1)
const find = (keyword: string) => image?.instructions.find((it) => it.getKeyword() === keyword)

describe('the Dockerfile', () => {
  test('passes its linter', () => {
    expect(validate(DOCKERFILE).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([])
  })

  test('uses a slim image with the required Node version in every stage', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8'))
    const [base = ''] = stages.map((it) => it.base)
    expect(base.split('@')[0]).toBe(`node:${devDependencies.node}-slim`)
    expect(stages.map((it) => it.base)).toEqual(stages.map(() => base))
  })

  test('runs as an unprivileged user, with a health check', () => {
    expect(argumentsOf(find('USER'))).toEqual(['node'])
    expect(argumentsOf(find('HEALTHCHECK')).join(' ')).toContain('/healthz')
  })

  test('fetches only the dependencies in the lock file, and runs none of their scripts', () => {
    const runs = stages.flatMap((it) => it.instructions).filter((it) => it.getKeyword() === 'RUN')
    const commands = runs.map((it) => argumentsOf(it).join(' '))
    for (const command of commands.filter((it) => it.startsWith('npm ci')))
      expect(command).toContain('--ignore-scripts')
    expect(commands.filter((it) => /curl|wget|apt|npm i(nstall)?\b/.test(it))).toEqual([])
    expect(stages.flatMap((it) => it.instructions).filter((it) => it.getKeyword() === 'ADD')).toEqual([])
  })

  test('copies exactly the paths that .dockerignore allows', async () => {
    const admitted = (await readFile(join(CHECKOUT, '.dockerignore'), 'utf8')).matchAll(/^!(.+)$/gm)
    const copied = stages
      .flatMap((it) => it.instructions)
      .filter((it) => it.getKeyword() === 'COPY' && !(it as Copy).getFromFlag())
      .flatMap((it) => argumentsOf(it).slice(0, -1))
    expect([...admitted].map(([, path]) => path).sort()).toEqual([...new Set(copied)].sort())
  })
})

describe('compose.yaml', async () => {
  const { services } = parse(await readFile(join(CHECKOUT, 'compose.yaml'), 'utf8'))

  test("makes the bot's container read-only and prevents privilege escalation", () => {
    expect(services.bot).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
  })

  test('does not expose the database, and exposes the bot only to localhost', () => {
    expect(services.store.ports).toBeUndefined()
    for (const port of services.bot.ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test('contains no password', async () => {
    expect(services.store.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/)
    expect(services.bot.environment.PGPASSWORD).toBe(services.store.environment.POSTGRES_PASSWORD)
    expect(new URL(services.bot.environment.DATABASE_URL).password).toBe('')
  })
})

describe('the Dockerfile steps, run in folders,', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>
  const folderOf = (stage: string | null) => join(place.folder, stage ?? 'image')
  const app = () => join(folderOf(null), 'app')

  beforeAll(async () => {
    place = await temporaryFolder()
    for (const stage of stages) await build(stage, { folderOf, run })
  }, 300_000)

  afterAll(() => place[Symbol.asyncDispose]())

  async function run(command: string, folder: string): Promise<void> {
    // Needs root and its own root folder.
    if (command.startsWith('mkdir /data')) return
    // biome-ignore lint/style/noProcessEnv: a switch for this test, not for the program
    if (command.startsWith('npm ci') && env['REAL_INSTALL'] === undefined) {
      return command.includes('--omit=dev') ? linkDependencies(folder) : linkAll(folder)
    }
    const [program = '', ...rest] = command.split(' ')
    const { code, err } = await runIn(folder, program, ...rest)
    if (code !== 0) throw new Error(`${command} failed: ${err}`)
  }

  test('produce an image that contains the program and no development dependencies', async () => {
    expect((await readdir(app())).sort()).toEqual([
      'LICENSE',
      'app.yml',
      'clients.yaml',
      'dist',
      'node_modules',
      'package.json',
      'signatures',
    ])
    const present = await readdir(join(app(), 'node_modules'))
    expect(present).toContain('probot')
    expect(present.filter((it) => ['node', 'emulate', 'natural', 'vitest', 'typescript'].includes(it))).toEqual([])
  })

  test('produce a bot that starts, passes its health check, and stops on a signal', async () => {
    const environment = {
      ...Object.fromEntries(argumentsOf(find('ENV')).map((it) => it.split('='))),
      APP_ID: '4242',
      PRIVATE_KEY: generateAppKey(),
      WEBHOOK_SECRET: 'it is a secret',
      HOST: '127.0.0.1',
      PORT: '0',
      STORE_PATH: join(place.folder, 'store.sqlite'),
    }
    const [, ...args] = argumentsOf(find('CMD'))
    const bot = spawn(process.execPath, args, { cwd: app(), env: environment })
    // Runs in every case, because a bot that is still running would outlive the tests.
    onTestFinished(() => void bot.kill('SIGKILL'))
    const port = await new Promise<string>((resolve, reject) => {
      let output = ''
      bot.stderr.on('data', (chunk) => {
        output += chunk
        const found = /listening on http:\/\/[^:]+:(\d+)/.exec(output)?.[1]
        if (found) resolve(found)
      })
      bot.once('exit', () => reject(new Error(output)))
    })
    const [program, ...script] = argumentsOf(find('HEALTHCHECK'))
    expect(program).toBe('node')
    const healthy = spawn(process.execPath, script, {
      env: { ...environment, PORT: port },
    })
    expect(await new Promise((resolve) => healthy.once('exit', resolve))).toBe(0)
    bot.kill('SIGTERM')
    expect(await new Promise((resolve) => bot.once('exit', resolve))).toBe(0)
  })
})

function linkAll(folder: string): Promise<void> {
  return symlink(join(CHECKOUT, 'node_modules'), join(folder, 'node_modules'), 'junction')
}
