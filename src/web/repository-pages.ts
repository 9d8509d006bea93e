/** Pages about a repository: shown to whom GitHub lets read it now, and to everybody else as if they were not there. */
import type { Hono } from 'hono'
import type { Sessions } from './access/sign-in.ts'
import { issuePage } from './pages/issue.ts'
import { refuse } from './refuse.ts'
import type { Repositories, WebWorld } from './world.ts'

/** What GitHub allows in the names of owners and repositories. */
const NAME = '[\\w.-]{1,100}'

export function addRepositoryPages(
  app: Hono,
  world: WebWorld & { readonly repositories: Repositories },
  sessions: Sessions,
): void {
  const { access, store } = world.repositories
  app.get(`/:owner{${NAME}}/:repo{${NAME}}/issues/:number{[1-9][0-9]{0,8}}`, async (c) => {
    const { owner = '', repo = '', number } = c.req.param() as Record<string, string>
    const ref = { owner, repo, number: Number(number) }
    if (!(await access.mayRead(owner, repo, sessions.viewer(c)?.token ?? null))) return refuse(c, 'not-found')
    const found = await store.decisions(ref)
    if (found.length === 0) return refuse(c, 'not-found')
    return c.html(issuePage(ref, found, world), 200, { 'cache-control': 'private, no-store' })
  })
}
