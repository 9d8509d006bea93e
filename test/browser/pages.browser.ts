import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import { openPack } from '../../src/entrypoints/cli/pack.ts'
import { type RunningServer, startHttpServer } from '../../src/entrypoints/server/http-server.ts'
import { createWebHandler } from '../../src/entrypoints/web/node-handler.ts'
import { openKeptReports } from '../entrypoints/web/stored-reports.ts'
import { hostileTexts } from '../support/hostile-text.ts'
import { seenAs } from '../support/seen-repository.ts'
import { CHROMIUM, openBrowser } from './chromium.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const PATHS = [
  '/',
  '/api/docs',
  '/try',
  '/signatures',
  '/signatures/missing-scope',
  '/no-such-page',
  '/acme/desktop',
  '/acme/desktop/clusters/1',
]
const PHONE = { width: 360, height: 740 }

let server: RunningServer
let browser: Browser
let stored: Awaited<ReturnType<typeof openKeptReports>>
const broken: unknown[] = []

beforeAll(async () => {
  if (CHROMIUM === null) return
  // Titles made of markup, scripts and bidi controls.
  const titles = hostileTexts(30, 11).map((title) => title.slice(0, 10_000))
  const reports = titles.map((title, at) => ({ ref: { owner: 'acme', repo: 'desktop', number: at + 1 }, title }))
  stored = await openKeptReports(reports)
  const deps = {
    repositories: {
      access: { readable: async (owner: string, repo: string) => ({ ...seenAs(owner, repo), at: 1 }) },
      store: stored.store,
      indexes: stored.indexes,
    },
    site: 'https://github.com',
    pack: await openPack(),
    analysis: createInProcessAnalysis(await openPack()),
    deadSignatures: () => new Set<string>(),
    clock: () => 0,
    version: '1.2.3',
    publicHosts: [],
    onBroken: (error: unknown) => void broken.push(error),
  }
  const pages = createWebHandler({ ...deps, pagesPerMinute: 10_000, triesPerMinute: 10_000 }, 0)
  server = await startHttpServer({
    host: 'localhost',
    port: 0,
    webhookPath: '/hook',
    webhooks: async () => false,
    onBroken: deps.onBroken,
    pages,
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await stored?.store.close()
  expect(broken).toEqual([])
})

/** Opens a page, runs `see` on it, and fails if the browser reports an error. */
async function look<T>(path: string, see: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
  const context = await browser.newContext(options)
  try {
    const page = await context.newPage()
    const errors: string[] = []
    page.on('dialog', (dialog) => {
      errors.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) errors.push(message.text())
    })
    await page.goto(`${server.url}${path}`)
    const seen = await see(page)
    expect(errors).toEqual([])
    return seen
  } finally {
    await context.close()
  }
}

/** Lowest contrast ratio of any text on the page, from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
const CONTRAST = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((it) => Number(it) / 255).map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const paper = getComputedStyle(document.body).backgroundColor
  return Math.min(...[...document.querySelectorAll('p, a, footer, h1, .faint, .good, .bad')].filter((it) => it.checkVisibility()).map((it) => {
    const [a, b] = [light(getComputedStyle(it).color), light(paper)].sort((x, y) => y - x)
    return (a + 0.05) / (b + 0.05)
  }))
})()`

describe.skipIf(CHROMIUM === null).each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(PATHS)('%s has enough contrast', async (path) => {
    const [paper, contrast] = await look(
      path,
      async (page) => [
        await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'),
        await page.evaluate<number>(CONTRAST),
      ],
      { colorScheme },
    )
    expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)')
    expect(contrast).toBeGreaterThanOrEqual(4.5)
  })
})

describe.skipIf(CHROMIUM === null)('on a phone', () => {
  test.each(PATHS)('%s fits the screen width', async (path) => {
    const width = await look(path, (page) => page.evaluate<number>('document.documentElement.scrollWidth'), {
      viewport: PHONE,
    })
    expect(width).toBeLessThanOrEqual(PHONE.width)
  })
})

describe.skipIf(CHROMIUM === null)('with keyboard and screen reader', () => {
  test('the first Tab stop skips to the content', async () => {
    const focused = await look('/signatures', async (page) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      return page.evaluate<string>('document.activeElement.id')
    })
    expect(focused).toBe('main')
  })

  test('every field of the form has a label', async () => {
    await look('/try', async (page) => {
      for (const name of ['Title', 'Issue text, as Markdown', 'Log files']) {
        expect(await page.getByLabel(name).count()).toBe(1)
      }
      expect(await page.getByRole('button', { name: 'Diagnose' }).count()).toBe(1)
    })
  })
})

describe.skipIf(CHROMIUM === null).each([true, false])('/try with JavaScript: %s', (javaScriptEnabled) => {
  test('shows the evidence line', async () => {
    const options = { javaScriptEnabled }
    const marked = await look(
      '/try',
      async (page) => {
        await page.getByLabel('Title').fill('Hosted connectors have no tools')
        await page
          .getByLabel('Log files')
          .setInputFiles({ name: 'a.log', mimeType: 'text/plain', buffer: Buffer.from(`quiet\n${LOG_LINE}\n`) })
        await page.getByRole('button', { name: 'Diagnose' }).click()
        await page.getByRole('heading', { name: 'Evidence' }).waitFor()
        return page.locator('mark').allTextContents()
      },
      options,
    )
    expect(marked).toEqual([LOG_LINE])
  })

  test('makes every text harmless', async () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)>',
      '"><script>alert(1)</script>',
      ...hostileTexts(15, 11),
    ]
    await look(
      '/try',
      async (page) => {
        for (const text of hostile) {
          await page.getByLabel('Title').fill(text.replaceAll('\n', ' '))
          await page.getByLabel('Issue text, as Markdown').fill(`${text}\n\n${LOG_LINE}\n`)
          await page.getByRole('button', { name: 'Diagnose' }).click()
          await page.getByRole('heading', { name: 'Signatures considered' }).waitFor()
          await page.goto(`${server.url}/try`)
        }
      },
      { javaScriptEnabled },
    )
  })
})

describe.skipIf(CHROMIUM === null)('the upload of a large log', () => {
  test('shows its progress, then the evidence line', async () => {
    const quiet = Buffer.from(`${'x'.repeat(99)}\n`.repeat(100_000))
    const buffer = Buffer.concat([quiet, Buffer.from(`${LOG_LINE}\n`), quiet])
    await look('/try', async (page) => {
      await page.getByLabel('Title').fill('Hosted connectors have no tools')
      await page.getByLabel('Log files').setInputFiles({ name: 'large.log', mimeType: 'text/plain', buffer })
      const bar = page.getByRole('progressbar', { name: 'Upload' }).waitFor()
      await page.getByRole('button', { name: 'Diagnose' }).click()
      await bar
      await page.getByText('line 100001 of').waitFor()
    })
  })
})
