/** A fake of GitHub's REST API for one issue, built with `nock`. Records every call. */
import nock from 'nock'
import { API, OUR_APP, OUR_BOT, PERSON } from '../adapters/github/octokit-subject.ts'
import { graphqlThread } from './graphql-thread.ts'

const BASE = '/repos/Acme/gateway'
const ISSUE = `${BASE}/issues/7`
const PER_PAGE = 100
/** Target of GitHub's redirect for a transferred issue. */
const MOVED = '/repositories/99/issues/3'

export interface RestIssue {
  /** Fields of the issue that differ from the default. */
  readonly issue?: object
  /** Status code of responses about the issue; 200 by default, 301 for a transferred issue. */
  readonly status?: number
  /** Oldest first. */
  readonly comments: readonly RestComment[]
  /** Roles by login; `read` for everyone else. */
  readonly roles?: Readonly<Record<string, string>>
  /** Text of `.github/auth-triage.yml`; no file if absent. */
  readonly settings?: string
  /** Timeline events other than comments, oldest first. */
  readonly timeline?: readonly object[]
  /** GraphQL response, or `thread` for the issue with its comments; 404 if absent. */
  readonly graphql?: ((query: string, variables: Readonly<Record<string, unknown>>) => object) | 'thread'
}

interface GraphqlRequest {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface RestComment {
  readonly id: number
  readonly body: string
  /** Login; `us` for the bot. */
  readonly by: string
}

export interface RestCalls {
  /** Reads, as `GET /repos/…`, without the query string. */
  readonly reads: string[]
  /** Calls that would change something; a GraphQL one as `mutation addReaction`. */
  readonly writes: string[]
}

/** Replaces the previous fake. */
export function answerAs(world: RestIssue): RestCalls {
  nock.cleanAll()
  const calls: RestCalls = { reads: [], writes: [] }
  const scope = nock(API).persist()
  scope
    .get(/./)
    .optionally()
    .reply((request: Request) => {
      const url = new URL(request.url)
      calls.reads.push(`GET ${url.pathname}`)
      return toReply(url, world)
    })
  scope
    .post('/graphql')
    .optionally()
    .reply(async (request: Request) => {
      const { query, variables = {} } = (await request.json()) as GraphqlRequest
      const [, mutation] = /^mutation .*?\{\s*(\w+)/s.exec(query) ?? []
      if (mutation === undefined) calls.reads.push('POST /graphql')
      else calls.writes.push(`mutation ${mutation}`)
      if (world.graphql === undefined) return [404, { message: 'Not Found' }]
      const data = world.graphql === 'thread' ? graphqlThread(world, toIssue(world)) : world.graphql(query, variables)
      return [200, { data }]
    })
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'])
    scope
      .intercept(/./, method)
      .optionally()
      .reply((request: Request) => {
        calls.writes.push(`${method} ${new URL(request.url).pathname}`)
        return [200, { id: 999 }]
      })
  return calls
}

/** The repository in the form that the store uses. */
export const SEEN_REPOSITORY = { id: 1296269, owner: 'Acme', repo: 'gateway', ownerId: 1 }

const REPOSITORY = {
  id: 1296269,
  name: 'gateway',
  full_name: 'Acme/gateway',
  private: false,
  visibility: 'public',
  owner: { id: 1, login: 'Acme' },
}

type Reply = [status: number, body: unknown, headers?: Record<string, string>]

function toReply(url: URL, world: RestIssue): Reply {
  const { searchParams } = url
  const pathname = decodeURIComponent(url.pathname)
  const { comments, roles = {}, settings, status = 200, timeline = [] } = world
  const page = Number(searchParams.get('page') ?? 1)
  const [, id] = /\/issues\/comments\/(\d+)$/.exec(pathname) ?? []
  const [, login = ''] = /\/collaborators\/([^/]+)\/permission$/.exec(pathname) ?? []
  if (pathname === MOVED) return [200, toIssue({ ...world, issue: { repository_url: `${API}/repos/acme/elsewhere` } })]
  if (status === 301 && pathname.startsWith(ISSUE)) return [301, { message: 'Moved' }, { location: `${API}${MOVED}` }]
  if (pathname === BASE) return [200, REPOSITORY]
  if (pathname === ISSUE) return status === 200 ? [200, toIssue(world)] : [status, { message: 'gone' }]
  if (status !== 200 && pathname.startsWith(`${BASE}/issues/`)) return [status, { message: 'gone' }]
  if (pathname === `${ISSUE}/comments`) return paged(comments.map(toComment), page, pathname)
  if (pathname === `${ISSUE}/timeline`) return paged(timeline, page, pathname)
  if (id !== undefined) {
    const found = comments.find((comment) => comment.id === Number(id))
    return found === undefined ? [404, { message: 'Not Found' }] : [200, toComment(found)]
  }
  if (login !== '') return [200, { permission: roles[login] ?? 'read', role_name: roles[login] ?? 'read' }]
  if (pathname === `${BASE}/contents/.github/auth-triage.yml` && settings !== undefined) {
    return [200, { type: 'file', encoding: 'base64', content: Buffer.from(settings).toString('base64') }]
  }
  return [404, { message: 'Not Found' }]
}

function toIssue({ issue, comments }: RestIssue): object {
  const plain = { number: 7, title: 'It fails', body: 'lost-badge found', state: 'open', locked: false }
  const times = { created_at: '2026-11-20T10:00:00Z', updated_at: '2026-11-20T10:00:00Z', closed_at: null }
  const people = { user: { login: 'reporter', type: 'User' }, comments: comments.length }
  return { ...plain, ...times, ...people, labels: ['auth: lost badge'], repository_url: `${API}${BASE}`, ...issue }
}

function toComment({ id, body, by }: RestComment): object {
  const user = by === 'us' ? OUR_BOT : { ...PERSON, login: by }
  const app = by === 'us' ? OUR_APP : null
  const place = { issue_url: `${API}${ISSUE}`, created_at: '2026-11-20T10:00:00Z' }
  return { id, body, user, performed_via_github_app: app, ...place }
}

/** One page with GitHub's link header. */
function paged(entries: readonly unknown[], page: number, path: string): Reply {
  const last = Math.max(1, Math.ceil(entries.length / PER_PAGE))
  const to = (number: number, relation: string) => `<${API}${path}?per_page=100&page=${number}>; rel="${relation}"`
  const link =
    page < last ? `${to(page + 1, 'next')}, ${to(last, 'last')}` : `${to(1, 'first')}, ${to(page - 1, 'prev')}`
  return [200, entries.slice((page - 1) * PER_PAGE, page * PER_PAGE), last === 1 ? {} : { link }]
}
