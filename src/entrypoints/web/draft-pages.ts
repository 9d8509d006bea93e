/** The drafts of signatures of a repository: as a page, as JSON, and each as a file. */
import type { Hono } from 'hono'
import { type DraftsNow, draftsNow } from '../../app/weekly/learn-weekly.ts'
import type { LearnedDraft } from '../../core/drafts/learn.ts'
import { showPage } from './layout.ts'
import type { RepositoryView } from './open-repository.ts'
import { draftsPage } from './pages/drafts.ts'
import { refuse } from './refuse.ts'
import { openFor, REPOSITORY_PATH, type RepositoryPageDeps } from './repository-visit.ts'
import type { WebDeps } from './web-deps.ts'

const PRIVATE = { 'cache-control': 'private, no-store' }

export function addDraftPages(app: Hono, deps: RepositoryPageDeps): void {
  app.get(`${REPOSITORY_PATH}/drafts`, async (c) => {
    const opened = await openFor(c, deps)
    if (opened === null) return refuse(c, 'not-found')
    c.header('cache-control', PRIVATE['cache-control'])
    return showPage(c, draftsPage(opened.repository, await draftsIn(opened, deps)))
  })
  app.get(`${REPOSITORY_PATH}/drafts.json`, async (c) => {
    const opened = await openFor(c, deps)
    if (opened === null) return refuse(c, 'not-found')
    return c.json(draftsAnswer(await draftsIn(opened, deps)), 200, PRIVATE)
  })
  app.get(`${REPOSITORY_PATH}/drafts/:file{[a-z][a-z0-9-]{0,60}\\.yaml}`, async (c) => {
    const opened = await openFor(c, deps)
    const now = opened === null ? null : await draftsIn(opened, deps)
    const id = String((c.req.param() as Record<string, string>)['file']).replace(/\.yaml$/, '')
    const draft = now?.drafts.find((it) => it.id === id)
    if (draft === undefined) return refuse(c, 'not-found')
    const disposition = `attachment; filename="${id}.yaml"`
    return c.body(draft.text, 200, {
      ...PRIVATE,
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': disposition,
    })
  })
}

function draftsIn({ repository, store }: RepositoryView, { analysis }: Pick<WebDeps, 'analysis'>) {
  return draftsNow(repository, { store, analysis })
}

/** @returns plain data for JSON, with ISO 8601 times in UTC */
export function draftsAnswer(now: DraftsNow | null) {
  return {
    minedAt: now === null ? null : new Date(now.minedAt).toISOString(),
    unexplained: now?.unexplained ?? 0,
    others: now?.others ?? 0,
    drafts: (now?.drafts ?? []).map(({ id, nearest, patterns, reports, people, falseAlarms, text }: LearnedDraft) => ({
      id,
      nearest,
      patterns: [...patterns],
      reports: reports.map((it) => Number(it.slice(1))),
      people,
      falseAlarms,
      file: text,
    })),
  }
}
