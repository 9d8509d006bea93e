import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Probot } from 'probot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWebGitHub } from '../../src/adapters/github/octokit/octokit-web-github.ts'
import { UnthrottledOctokit } from '../../src/adapters/github/self-paced-octokit.ts'
import type { DecisionRecord } from '../../src/adapters/store/stored-decisions.ts'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import { type LocalGitHub, startLocalGitHub } from '../../src/entrypoints/cli/demo/local-github.ts'
import { openPack } from '../../src/entrypoints/cli/pack.ts'
import { type RunningServer, startHttpServer } from '../../src/entrypoints/server/http-server.ts'
import { createRepositoryAccess } from '../../src/entrypoints/web/access/repository-access.ts'
import { createWebHandler } from '../../src/entrypoints/web/node-handler.ts'
import { openKeptReports } from '../entrypoints/web/stored-reports.ts'
import { CHROMIUM, openBrowser } from './chromium.ts'

const HOUR = 60 * 60_000

let local: LocalGitHub
let server: RunningServer
let browser: Browser
let now = 0
let stored: Awaited<ReturnType<typeof openKeptReports>>
let path: string

/** Serves a bot's pages for a repository on the local GitHub that only its organisation may read. */
beforeAll(async () => {
  if (CHROMIUM === null) return
  local = await startLocalGitHub()
  const { appId, privateKey, webhookSecret: secret, url: baseUrl, repository, maintainer } = local
  const { owner, name: repo } = repository
  path = `/${owner}/${repo}/issues/7`
  await maintainer.octokit.rest.repos.update({ owner, repo, private: true })
  const probot = new Probot({ appId, privateKey, secret, baseUrl, Octokit: UnthrottledOctokit, logLevel: 'fatal' })
  const authenticate = (installation?: number) => probot.auth(installation)
  const github = createWebGitHub({ apiUrl: baseUrl, clientId: 'client', clientSecret: 'hush', authenticate })
  const clock = () => now
  const signIn = { github, secret: 'hush', clock, callbackUrl: '' }
  stored = await openKeptReports()
  const { data } = await maintainer.octokit.rest.repos.get({ owner, repo })
  await stored.store.claimRepository({ id: data.id, owner, repo, ownerId: data.owner.id, at: 1 })
  await stored.store.recordDecision(decision(owner, repo))
  const deps = {
    site: 'https://github.com',
    pack: await openPack(),
    version: '1.2.3',
    clock,
    pagesPerMinute: 10_000,
    signIn,
    analysis: createInProcessAnalysis(await openPack()),
    deadSignatures: () => new Set<string>(),
    publicHosts: [],
    repositories: {
      access: createRepositoryAccess(github, { clock, store: stored.store }),
      store: stored.store,
      indexes: stored.indexes,
    },
    onBroken: (error: unknown) => {
      throw error
    },
  }
  const pages = createWebHandler(deps, 0)
  server = await startHttpServer({
    host: 'localhost',
    port: 0,
    webhookPath: '/hook',
    webhooks: async () => false,
    onBroken: deps.onBroken,
    pages,
  })
  signIn.callbackUrl = `${server.url}/login/callback`
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await stored?.store.close()
  await local?.close()
})

function decision(owner: string, repo: string): DecisionRecord {
  return {
    ref: { owner, repo, number: 7 },
    delivery: null,
    decision: 'assert',
    reason: 'sure',
    signature: 'missing-scope',
    confidence: 0.97,
    evidence: ['gateway-log'],
    pack: 'abc',
    acts: [],
    at: 0,
  }
}

/** Opens a new browser context, as if for another person. */
async function visit(see: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  try {
    await see(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(`${server.url}/login?to=${path}`)
  await page.getByRole('button', { name: login }).click()
  await page.waitForURL(`${server.url}${path}`)
}

async function statusOf(page: Page): Promise<number | undefined> {
  return (await page.goto(`${server.url}${path}`))?.status()
}

describe.skipIf(CHROMIUM === null)('a private repository', () => {
  test('is not found without signing in', () =>
    visit(async (page) => {
      expect(await statusOf(page)).toBe(404)
      expect(await page.getByRole('heading', { name: 'Not found' }).count()).toBe(1)
    }))

  test('is shown to people who may read it, until the session ends', () =>
    visit(async (page, context) => {
      await signIn(page, 'maintainer')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Issue #7/)
      const cookies = await context.cookies()
      expect(cookies.find(({ name }) => name === '__Host-session')).toMatchObject({
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      })
      now += 8 * HOUR
      expect(await statusOf(page)).toBe(404)
    }))

  test('is not found by another person signed in at the same time', () =>
    visit((mine) =>
      visit(async (theirs) => {
        await signIn(mine, 'maintainer')
        await signIn(theirs, 'reporter')
        expect(await theirs.getByRole('heading', { name: 'Not found' }).count()).toBe(1)
        expect(await statusOf(mine)).toBe(200)
      }),
    ))

  test('is not found after signing out', () =>
    visit(async (page) => {
      await signIn(page, 'maintainer')
      await page.goto(server.url)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('link', { name: 'Sign in with GitHub' }).first().waitFor()
      expect(await statusOf(page)).toBe(404)
    }))

  test('is not found after a sign-in that was refused or had the wrong state', () =>
    visit(async (page) => {
      await page.goto(`${server.url}/login?to=${path}`)
      for (const query of ['error=access_denied', 'code=x&state=y']) {
        const answer = await page.goto(`${server.url}/login/callback?${query}`)
        expect(answer?.status()).toBe(400)
      }
      expect(await statusOf(page)).toBe(404)
    }))
})
