/** Opens the repository that a request's path names, for the person who asks. */
import type { Context, Hono } from 'hono'
import type { Sessions } from './access/sign-in.ts'
import { type HtmlPage, showPage } from './layout.ts'
import { openRepository, type RepositoryView } from './open-repository.ts'
import { refuse } from './refuse.ts'
import type { WebContext } from './web-deps.ts'

/** The characters that GitHub allows in owner and repository names. */
export const REPOSITORY_PATH = '/:owner{[\\w.-]{1,100}}/:repo{[\\w.-]{1,100}}'
export const NUMBER_PATTERN = '{[1-9][0-9]{0,8}}'

export interface RepositoryPageDeps extends WebContext {
  readonly sessions: Sessions
}

/** Renders a page; null if there is nothing to show. */
export type ShowRepository = (opened: RepositoryView, c: Context, deps: RepositoryPageDeps) => Promise<HtmlPage | null>

export function addRepositoryPage(app: Hono, path: string, deps: RepositoryPageDeps, show: ShowRepository): void {
  app.get(`${REPOSITORY_PATH}${path}`, async (c) => {
    const opened = await openFor(c, deps)
    const page = opened === null ? null : await show(opened, c, deps)
    if (page === null) return refuse(c, 'not-found')
    c.header('cache-control', 'private, no-store')
    return showPage(c, page)
  })
}

/** @returns null if the repository does not exist or the person may not see it */
export async function openFor(c: Context, deps: RepositoryPageDeps): Promise<RepositoryView | null> {
  const { owner = '', repo = '' } = c.req.param() as Record<string, string>
  const token = (await deps.sessions.viewer(c))?.token ?? null
  return openRepository({ owner, repo }, { ...deps, token })
}

export function numberIn(c: Context): number {
  return Number((c.req.param() as Record<string, string>)['number'])
}
