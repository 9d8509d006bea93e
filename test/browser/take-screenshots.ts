/**
 * Takes screenshots of every page: four widths, light and dark, for an empty, a small and a large repository.
 *
 *     node test/browser/take-screenshots.ts <folder> [reports.jsonl] [part of a page's name] ['1280-light 390-dark']
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from './chromium.ts'
import { crowdedRepository, EMPTY_REPOSITORY, repositoryFromFile, smallRepository } from './sample-repositories.ts'
import { startSampleSite } from './sample-site.ts'

const [
  ,
  ,
  folder = '.cache/screenshots',
  file = '',
  only = '',
  views = '1280-light 768-light 390-light 320-light 1280-dark 768-dark 390-dark 320-dark',
] = process.argv
const NOW = Date.UTC(2025, 11, 17, 9)

const small = smallRepository(NOW)
const large = file === '' ? [] : [await repositoryFromFile(file)]
const site = await startSampleSite([EMPTY_REPOSITORY, small, crowdedRepository(NOW), ...large], NOW)

const PAGES: readonly (readonly [name: string, path: string, prepare?: (page: Page) => Promise<unknown>])[] = [
  ['home', '/'],
  ['try', '/try'],
  ['tried', '/try', tryReport],
  ['signatures', '/signatures'],
  ['signatures-search', '/signatures?q=scope'],
  ['signature', '/signatures/missing-scope'],
  ['api', '/api/docs'],
  ['not-found', '/nobody/nothing'],
  ['causes', '/causes'],
  ['causes-owner', '/causes/acme'],
  ['drafts', '/acme/desktop/drafts'],
  ['empty-overview', '/acme/empty'],
  ['empty-issues', '/acme/empty/issues'],
  ['small-overview', '/acme/desktop'],
  ['small-issues', '/acme/desktop/issues'],
  ['small-clusters', '/acme/desktop/clusters'],
  ['small-cluster', '/acme/desktop/clusters/1'],
  ['small-cluster-forms', '/login?to=/acme/desktop/clusters/1'],
  ['crowd-cluster', '/acme/crowd/clusters/1'],
  ['small-issue-flow', '/acme/desktop/issues/5'],
  ['small-issue-rejected', '/acme/desktop/issues/7'],
  ...(large.length === 0
    ? []
    : ([
        ['large-overview', '/acme/large'],
        ['large-issues', '/acme/large/issues'],
        ['large-issues-filtered', '/acme/large/issues?is=auth&sort=version&dir=desc'],
        ['large-clusters', '/acme/large/clusters'],
        ['large-cluster', '/acme/large/clusters/1'],
        [
          'large-issue',
          `/acme/large/issues/${large[0]?.issues.find(({ title }) => /auth|login|token/i.test(title))?.number ?? 1}`,
        ],
      ] as const)),
]

async function tryReport(page: Page): Promise<void> {
  await page.getByLabel('Title').fill('No tools in Cowork since the update')
  await page.getByLabel('Issue text, as Markdown').fill(small.issues[0]?.body ?? '')
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await page.getByRole('heading', { name: 'Evidence', exact: true }).waitFor()
}

await mkdir(folder, { recursive: true })
const browser = await openBrowser()
for (const view of views.split(' ')) {
  const [width, colorScheme] = [Number.parseInt(view, 10), view.endsWith('dark') ? 'dark' : 'light'] as const
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  for (const [name, path, prepare] of PAGES.filter(([it]) => it.includes(only))) {
    const page = await context.newPage()
    await page.goto(`${site.url}${path}`)
    await prepare?.(page)
    const scroll = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (scroll > width) process.stderr.write(`${name} at ${width}: scrolls to ${scroll}\n`)
    await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true })
    await page.close()
  }
  await context.close()
}
await browser.close()
if (site.errors.length > 0) process.stderr.write(`${site.errors}\n`)
await site.stop()
