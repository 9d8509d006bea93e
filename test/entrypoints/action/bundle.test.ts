/**
 * Bundles the Action from the current sources and runs it as GitHub does, on the local GitHub and with its own token.
 */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Probot } from 'probot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { BUNDLE, bundleAction } from '../../../scripts/bundle-action.ts'
import { INVALID_SCOPE, type LocalWorld, MISSING_SCOPE, reportFor, startLocalWorld } from '../../support/local-world.ts'
import { QUICK_START, SHORT_LIVED } from '../../support/spawned.ts'

const CHECKOUT = join(import.meta.dirname, '../../..')
const { runs, inputs } = parse(await readFile(join(CHECKOUT, 'action.yml'), 'utf8'))

let world: LocalWorld
let token: string

beforeAll(async () => {
  // The account that a workflow's own token belongs to.
  world = await startLocalWorld({ app: { slug: 'github-actions' } })
  const { appId, privateKey } = world.github
  const probot = new Probot({ appId, privateKey, baseUrl: world.gateway.url, logLevel: 'fatal' })
  const app = await probot.auth()
  const { data: installations } = await app.rest.apps.listInstallations()
  const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id: installations[0]?.id ?? 0 })
  token = data.token
  await mkdir(dirname(join(world.folder, BUNDLE)), { recursive: true })
  await writeFile(join(world.folder, BUNDLE), await bundleAction())
  // GitHub checks out the whole repository.
  await copyFile(join(CHECKOUT, 'package.json'), join(world.folder, 'package.json'))
  await symlink(join(CHECKOUT, 'signatures'), join(world.folder, 'signatures'), 'junction')
})

afterAll(() => world.close())

async function runBundle(action: string, number: number): Promise<string> {
  const { owner, name } = world.github.repository
  const user = { type: 'User' }
  const event = { action, repository: { name, owner: { login: owner } }, issue: { number, user }, sender: user }
  await writeFile(join(world.folder, 'event.json'), JSON.stringify(event))
  const inputEntries = Object.entries(inputs as Record<string, { readonly default?: string }>)
  const env = {
    ...QUICK_START,
    ...Object.fromEntries(inputEntries.map(([input, it]) => [`INPUT_${input.toUpperCase()}`, it.default ?? ''])),
    'INPUT_GITHUB-TOKEN': token,
    GITHUB_API_URL: world.gateway.url,
    GITHUB_RUN_ID: '7',
    GITHUB_EVENT_NAME: 'issues',
    GITHUB_EVENT_PATH: join(world.folder, 'event.json'),
  }
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...SHORT_LIVED, join(world.folder, runs.main)],
    {
      cwd: world.folder,
      env,
    },
  )
  // Labels and settings files that need not exist are looked up; that is no error.
  expect(stdout + stderr).not.toContain('404')
  return stdout
}

test('answers an issue, edits its own comment, and leaves it alone if nothing changed', async () => {
  const number = await world.unheard(() =>
    world.github.reporter.octokit.rest.issues
      .create({
        owner: world.github.repository.owner,
        repo: world.github.repository.name,
        ...reportFor(MISSING_SCOPE),
      })
      .then(({ data }) => data.number),
  )
  expect(await runBundle('opened', number)).toBe('Decision: assert (sure).\n')
  const first = await world.look(number)
  expect(first).toMatchObject({ labels: [MISSING_SCOPE], comments: [{ by: 'github-actions[bot]' }] })
  await runBundle('edited', number)
  expect(await world.look(number)).toEqual(first)
  await world.unheard(() =>
    world.github.reporter.octokit.rest.issues.update({
      owner: world.github.repository.owner,
      repo: world.github.repository.name,
      issue_number: number,
      ...reportFor(INVALID_SCOPE),
    }),
  )
  await runBundle('edited', number)
  const { labels, comments } = await world.look(number)
  expect({ labels, ids: comments.map(({ id }) => id) }).toEqual({
    labels: [INVALID_SCOPE],
    ids: [first.comments[0]?.id],
  })
}, 60_000)

test('is the file that action.yml names, and runs on the Node version that the package needs', () => {
  expect(runs).toEqual({ using: 'node24', main: BUNDLE })
})
