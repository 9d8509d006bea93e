/**
 * Probot's own commands run the bot as docs/deploy.md writes them: `probot receive` on one saved event, and `probot run`
 * on webhooks. The local GitHub is named in the environment only.
 */
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { processEnvironment } from '../../src/adapters/config/process-environment.ts'
import { freePort } from '../../src/entrypoints/cli/demo/free-port.ts'
import { type LocalWorld, MISSING_SCOPE, reportFor, repositoryIdOf, startLocalWorld } from '../support/local-world.ts'

const CHECKOUT = join(import.meta.dirname, '../..')
const PROBOT = join(CHECKOUT, 'node_modules/probot/bin/probot.js')
const APP = join(CHECKOUT, 'src/app.ts')
let world: LocalWorld

beforeAll(async () => {
  world = await startLocalWorld()
})
afterAll(() => world.close())

function probot(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env: NodeJS.ProcessEnv = {
    ...processEnvironment(),
    ...world.environment,
    LOG_LEVEL: 'fatal' as const,
    NODE_ENV: 'test',
    ...environment,
  }
  const child = spawn(process.execPath, [PROBOT, ...args], { cwd: world.folder, env })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, ended, printed: () => printed }
}

/** Files an issue whose webhook nobody receives, and returns the webhook's payload. */
async function openedIssue() {
  const { owner, name } = world.github.repository
  const { data } = await world.unheard(() =>
    world.github.reporter.octokit.rest.issues.create({ owner, repo: name, ...reportFor(MISSING_SCOPE) }),
  )
  const repository = { id: await repositoryIdOf(world), name, owner: { login: owner } }
  const issue = { number: data.number, user: { type: 'User' } }
  const sender = { type: 'User', login: 'reporter' }
  const [installation] = await installations()
  return { number: data.number, payload: { action: 'opened', issue, repository, sender, installation } }
}

async function installations(): Promise<readonly { readonly id: number }[]> {
  const { Probot } = await import('probot')
  const { appId, privateKey } = world.github
  const app = await new Probot({ appId, privateKey, baseUrl: world.gateway.url, logLevel: 'fatal' }).auth()
  return (await app.rest.apps.listInstallations()).data.map(({ id }) => ({ id }))
}

test('`probot receive` handles one saved event and ends', async () => {
  const { number, payload } = await openedIssue()
  await writeFile(join(world.folder, 'payload.json'), JSON.stringify(payload))
  const args = ['receive', '-e', 'issues', '-p', 'payload.json', APP]
  const { ended, printed } = probot(args)
  expect(await ended, printed()).toBe(0)
  expect((await world.look(number)).labels).toEqual([MISSING_SCOPE])
}, 90_000)

test('`probot run` answers a signed webhook', async () => {
  const port = await freePort()
  const { number, payload } = await openedIssue()
  const args = ['run', APP]
  const { child, ended, printed } = probot(args, { HOST: '127.0.0.1', PORT: String(port) })
  const body = JSON.stringify(payload)
  const secret = world.environment['WEBHOOK_SECRET'] ?? ''
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'issues',
    'x-github-delivery': 'a-guid',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  const url = `http://127.0.0.1:${port}/api/github/webhooks`
  const post = () => fetch(url, { method: 'POST', headers, body })
  const answered = await vi.waitFor(post, { timeout: 60_000, interval: 200 })
  expect(answered.status, printed()).toBe(200)
  await vi.waitFor(async () => expect((await world.look(number)).labels, printed()).toEqual([MISSING_SCOPE]), {
    timeout: 60_000,
    interval: 200,
  })
  child.kill('SIGTERM')
  await ended
}, 150_000)
