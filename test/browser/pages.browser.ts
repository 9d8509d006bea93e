import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileTexts } from '../support/hostile-text.ts'
import { CHROMIUM, openBrowser } from './chromium.ts'
import { crowdedRepository, EMPTY_REPOSITORY, smallRepository } from './sample-repositories.ts'
import { type SampleSite, startSampleSite } from './sample-site.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const PATHS = [
  '/',
  '/api/docs',
  '/try',
  '/signatures',
  '/signatures?q=scope',
  '/signatures/missing-scope',
  '/no-such-page',
  '/causes',
  '/causes/acme',
  '/acme/empty',
  '/acme/empty/issues',
  '/acme/desktop',
  '/acme/desktop/issues',
  '/acme/desktop/issues?is=waiting&sort=waiting&q=login',
  '/acme/desktop/issues/5',
  '/acme/desktop/issues/7',
  '/acme/desktop/clusters',
  '/acme/desktop/clusters/1',
  '/login?to=/acme/desktop/clusters/1',
  '/acme/desktop/drafts',
  '/acme/crowd/clusters/1',
  '/acme/hostile',
  '/acme/hostile/issues',
  '/acme/hostile/clusters/1',
]
const PHONE = { width: 320, height: 740 }
const NOW = Date.UTC(2025, 11, 17, 9)
const DAY_MS = 24 * 60 * 60 * 1000

let site: SampleSite
let browser: Browser

beforeAll(async () => {
  if (CHROMIUM === null) return
  // Titles made of markup, scripts and bidi controls.
  const titles = hostileTexts(30, 11).map((title) => title.slice(0, 10_000))
  const body = `The connectors show no tools.\n\n\`\`\`\n[claudeai-mcp] ${LOG_LINE}\n\`\`\`\n`
  const issues = titles.map((title, at) => ({ number: at + 1, title, body, createdAt: NOW - (40 - at) * DAY_MS }))
  const hostile = { owner: 'acme', repo: 'hostile', issues }
  site = await startSampleSite([EMPTY_REPOSITORY, smallRepository(NOW), crowdedRepository(NOW), hostile], NOW)
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.stop()
  expect(site?.errors ?? []).toEqual([])
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
    await page.goto(`${site.url}${path}`)
    const seen = await see(page)
    expect(errors).toEqual([])
    return seen
  } finally {
    await context.close()
  }
}

/** Runs every rule of axe-core, best practices included: contrast, names, roles, order of headings, landmarks. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  // The page's policy lets no script in, so axe is evaluated by the browser's debugger.
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)
}

describe.skipIf(CHROMIUM === null).each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(PATHS)('%s breaks no rule of accessibility', async (path) => {
    const [paper, violations] = await look(
      path,
      async (page) => [
        await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'),
        await violationsOn(page),
      ],
      { colorScheme },
    )
    expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)')
    expect(violations).toEqual([])
  })
})

describe.skipIf(CHROMIUM === null).each([PHONE, { width: 768, height: 1_024 }])(
  'on a screen of $width pixels',
  (screen) => {
    test.each(PATHS)('%s fits the screen width', async (path) => {
      const width = await look(path, (page) => page.evaluate<number>('document.documentElement.scrollWidth'), {
        viewport: screen,
      })
      expect(width).toBeLessThanOrEqual(screen.width)
    })
  },
)

describe.skipIf(CHROMIUM === null)('on a screen of 320 pixels', () => {
  test.each(PATHS)('%s keeps everything inside its panels', async (path) => {
    const sticksOut = await look(
      path,
      (page) =>
        page.evaluate<string[]>(`[...document.querySelectorAll('.panel')].flatMap((panel) => {
          const edge = panel.getBoundingClientRect().right - parseFloat(getComputedStyle(panel).paddingRight)
          return [...panel.querySelectorAll('*:not(.hidden, pre *, .scrolls *, .tall *, .comment *)')]
            .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > edge + 1)
            .map((it) => it.outerHTML.slice(0, 80))
        })`),
      { viewport: PHONE },
    )
    expect(sticksOut).toEqual([])
  })
})

/** The width of A4 paper between margins of 15 mm, at 96 pixels per inch. */
const PAPER = { width: 680, height: 1_000 }

describe.skipIf(CHROMIUM === null)('on paper, for a reader with dark colours,', () => {
  const print = <T>(path: string, see: (page: Page) => Promise<T>) =>
    look(
      path,
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
        return see(page)
      },
      { viewport: PAPER },
    )

  test.each(PATHS)('%s is black on white, and not cut', async (path) => {
    const [colours, width, cut] = await print(path, async (page) => [
      await page.evaluate<string[]>(
        '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]',
      ),
      await page.evaluate<number>('document.documentElement.scrollWidth'),
      await page.evaluate<string[]>(`[...document.querySelectorAll('main *')].filter((it) =>
        it.checkVisibility() && getComputedStyle(it).overflowY !== 'visible' && !it.matches('.hidden') &&
        it.scrollHeight > it.clientHeight + 1).map((it) => it.outerHTML.slice(0, 80))`),
    ])
    expect(colours).toEqual(['rgb(31, 35, 40)', 'rgb(255, 255, 255)'])
    expect(width).toBeLessThanOrEqual(PAPER.width)
    expect(cut).toEqual([])
  })

  test.each(['/acme/desktop', '/acme/desktop/issues', '/acme/desktop/clusters/1', '/try'])(
    '%s has no navigation, filters or forms',
    async (path) => {
      const left = await print(path, (page) =>
        page.evaluate<string[]>(`[...document.querySelectorAll('nav a, form, .filters a, .foot')]
          .filter((it) => it.checkVisibility()).map((it) => it.outerHTML.slice(0, 80))`),
      )
      expect(left).toEqual([])
    },
  )

  test('an issue says where it is on GitHub, and when it was opened', async () => {
    const [link, time] = await print('/acme/desktop/issues/5', (page) =>
      page.evaluate<string[]>(`[
        getComputedStyle(document.querySelector('main a[href^="https://github.com"]'), '::after').content,
        getComputedStyle(document.querySelector('.ago'), '::after').content]`),
    )
    expect(link).toContain('https://github.com/acme/desktop/issues/5')
    expect(time).toContain('2025-12-11 09:00 UTC')
  })
})

describe.skipIf(CHROMIUM === null)('on a phone', () => {
  test.each([320, 390])('of %i pixels the navigation and the tabs stay on one line each', async (width) => {
    const heights = await look(
      '/acme/desktop',
      (page) =>
        page.evaluate<number[]>(`[...document.querySelectorAll('.top nav, .tabs')].map((it) => it.clientHeight)`),
      { viewport: { width, height: 800 } },
    )
    for (const height of heights) expect(height).toBeLessThan(50)
  })

  test('a list is sorted by the headings that its table has on a larger screen', async () => {
    const options = { viewport: { width: 390, height: 800 } }
    const path = await look(
      '/acme/desktop/issues',
      async (page) => {
        const heading = page.locator('thead').getByRole('link', { name: 'Version' })
        expect((await heading.boundingBox())?.height).toBeGreaterThan(10)
        await heading.click()
        return page.url()
      },
      options,
    )
    expect(path).toContain('sort=version')
  })

  test('a graph of sixty reports keeps its size and scrolls in its box', async () => {
    const widths = await look(
      '/acme/crowd/clusters/1',
      (page) =>
        page.evaluate<number[]>(`[
        document.querySelector('.graph').getBoundingClientRect().width,
        document.querySelector('.scrolls').clientWidth, document.documentElement.scrollWidth]`),
      { viewport: PHONE },
    )
    expect(widths[0]).toBeGreaterThan(900)
    expect(widths[1]).toBeLessThan(PHONE.width)
    expect(widths[2]).toBe(PHONE.width)
  })
})

describe.skipIf(CHROMIUM === null)('with keyboard and screen reader', () => {
  test('an issue leads from each reason to the line that it rests on', async () => {
    const marked = await look('/acme/desktop/issues/7', async (page) => {
      await page.getByRole('link', { name: 'line 7' }).first().click()
      return page.locator(':target').evaluate((it) => it.parentElement?.textContent)
    })
    expect(marked).toContain('Missing user:mcp_servers scope')
  })

  test('the first Tab stop skips to the content', async () => {
    const focused = await look('/signatures', async (page) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      return page.evaluate<string>('document.activeElement.id')
    })
    expect(focused).toBe('main')
  })

  test('the road from the overview to a report of a cluster needs no mouse', async () => {
    await look('/acme/desktop', async (page) => {
      const follow = async (name: RegExp) => {
        for (let stop = 0; stop < 80; stop += 1) {
          await page.keyboard.press('Tab')
          const focused = await page.evaluate<string>(
            '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim()',
          )
          if (!name.test(focused)) continue
          expect(
            await page.evaluate(
              'getComputedStyle(document.activeElement).outlineStyle !== "none" || document.activeElement.closest(".graph") !== null',
            ),
          ).toBe(true)
          await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
          return
        }
        throw new Error(`Tab never reached ${name}`)
      }
      await follow(/^Clusters/)
      await follow(/^Token is missing a required scope: user:mcp_servers/)
      await follow(/^#7 MCP connectors without tools$/)
      expect(new URL(page.url()).pathname).toBe('/acme/desktop/issues/7')
      await follow(/^missing-scope$|^Token is missing/)
      expect(new URL(page.url()).pathname).toBe('/signatures/missing-scope')
    })
  })

  test('the search of signatures filters while typing', async () => {
    await look('/signatures', async (page) => {
      await page.getByRole('searchbox').fill('insufficient_scope')
      expect(await page.getByRole('status').textContent()).toMatch(/^\d+ signatures? found\.$/)
      expect(await page.getByRole('link', { name: 'Token is missing a required scope' }).isVisible()).toBe(true)
      expect(await page.getByRole('link', { name: 'Browser login loops' }).isVisible()).toBe(false)
      expect(page.url()).toContain('?q=insufficient_scope')
    })
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
          await page.goto(`${site.url}/try`)
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
      await page.getByText(/^From line 100001 of/).waitFor()
    })
  })
})

describe.skipIf(CHROMIUM === null)('the Atom feed', () => {
  test.each(['desktop', 'crowd', 'hostile', 'empty'])(
    'of acme/%s is XML with all that RFC 4287 asks for',
    async (repo) => {
      const feed = await look('/', (page) =>
        page.evaluate<{ errors: number; parts: string[]; entries: string[][] }>(`fetch('/acme/${repo}/feed.atom')
        .then((it) => it.text())
        .then((text) => {
          const xml = new DOMParser().parseFromString(text, 'application/xml')
          const namesIn = (it) => [...it.children].map(({ localName }) => localName).filter((name) => name !== 'entry')
          const entries = [...xml.querySelectorAll('entry')].map(namesIn)
          return { errors: xml.querySelectorAll('parsererror').length, parts: namesIn(xml.documentElement), entries }
        })`),
      )
      expect(feed.errors).toBe(0)
      expect(feed.parts).toEqual(['title', 'id', 'link', 'link', 'updated', 'author'])
      for (const entry of feed.entries) expect(entry).toEqual(['id', 'title', 'link', 'updated', 'summary'])
    },
  )
})

/** How many clicks from the overview answer a question, and the answer. */
describe.skipIf(CHROMIUM === null)('from the overview', () => {
  test('what is new since Monday takes one click', async () => {
    const titles = await look('/acme/desktop', async (page) => {
      await page
        .getByRole('region', { name: /^Since Monday/ })
        .getByRole('link')
        .first()
        .click()
      return page.locator('td.title > a').allTextContents()
    })
    expect(titles).toEqual([
      'Requests are refused, my token is below',
      'Cowork: connectors have no tools',
      'OAuth sign-in does nothing',
    ])
  })

  test('which cluster began with 2.0.64 takes one click', async () => {
    const titles = await look('/acme/desktop', async (page) => {
      await page
        .getByRole('navigation', { name: 'Began with' })
        .getByRole('link', { name: /^2\.0\.64/ })
        .click()
      return page.locator('td.title > a').allTextContents()
    })
    expect(titles).toEqual([
      'Token is missing a required scope: user:mcp_servers, since 2.0.64 of Cowork in Claude Desktop',
    ])
  })

  test('which cluster began with an older version takes two: its column, then its order', async () => {
    const began = await look('/acme/desktop', async (page) => {
      await page.getByRole('link', { name: /^Clusters/ }).click()
      await page
        .locator('thead')
        .getByRole('link', { name: /^Began with/ })
        .click()
      return page.locator('td[data-label="Began with"]').allTextContents()
    })
    expect(began).toEqual(['2.0.64'])
  })

  test('which questions wait longest takes no click', async () => {
    const rows = await look('/acme/desktop', (page) =>
      page
        .getByRole('region', { name: /^Open questions/ })
        .locator('li')
        .allTextContents(),
    )
    expect(rows[0]).toMatch(/^Login fails[\s\S]*asked 8 days ago$/)
  })
})

describe.skipIf(CHROMIUM === null)('a maintainer in a browser', () => {
  test('signs in from a cluster, comes back to it, splits a report off and undoes it', async () => {
    await look('/acme/desktop/clusters/1', async (page) => {
      await page.getByRole('link', { name: 'Sign in', exact: true }).click()
      expect(new URL(page.url()).pathname).toBe('/acme/desktop/clusters/1')
      expect(await page.getByText('Signed in as').count()).toBe(1)
      await page.getByLabel('Take a report out').fill('#9')
      await page.getByRole('button', { name: 'Split' }).click()
      expect(await page.getByRole('status').textContent()).toContain('out of the cluster')
      await page.getByRole('button', { name: /^Undo the decision/ }).click()
      expect(await page.getByRole('status').textContent()).toContain('undone')
    })
  })
})
