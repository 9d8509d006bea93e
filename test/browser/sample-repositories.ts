/** Made repositories of three sizes: none, a few and many reports. */
import { readFile } from 'node:fs/promises'
import { verdictOf } from '../support/feedback-events.ts'
import type { SampleIssue, SampleRepository } from './sample-site.ts'

const DAY_MS = 24 * 60 * 60 * 1000

const TRACE = `GET /mcp HTTP/1.1
HTTP/1.1 401 Unauthorized
www-authenticate: Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource"
GET /.well-known/oauth-protected-resource HTTP/1.1
HTTP/1.1 200 OK
GET /.well-known/oauth-authorization-server HTTP/1.1
HTTP/1.1 200 OK
POST /register HTTP/1.1
HTTP/1.1 201 Created
GET /authorize?client_id=abc&redirect_uri=http://localhost:3118/callback HTTP/1.1
HTTP/1.1 302 Found
GET /callback?code=xyz HTTP/1.1
HTTP/1.1 200 OK
POST /token HTTP/1.1
HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"redirect_uri mismatch"}`

/** A dozen reports with a few causes: asserted, asked, silent; one cluster that came back after a fix. */
export function smallRepository(now: number): SampleRepository {
  const scope = (request: string, version: string) =>
    `The hosted connectors show no tools in Cowork.\n\n- Cowork version: ${version}\n- Platform: darwin\n\n\`\`\`\n[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference) request_id=${request}\n\`\`\`\n`
  const issues: readonly Omit<SampleIssue, 'number'>[] = [
    {
      title: 'No tools in Cowork since the update',
      body: scope('req_01', '2.0.64'),
      createdAt: now - 21 * DAY_MS,
      closedAt: now - 18 * DAY_MS,
    },
    {
      title: 'Connectors list is empty, hosted connectors missing',
      body: scope('req_02', '2.0.64'),
      createdAt: now - 19 * DAY_MS,
    },
    { title: 'Dark palette is unreadable', body: 'The palette is purple on black.', createdAt: now - 12 * DAY_MS },
    {
      title: 'Login fails',
      body: 'I cannot log in any more. It says authentication failed. Please help.',
      createdAt: now - 9 * DAY_MS,
    },
    {
      title: 'Token exchange returns invalid_grant after the callback',
      body: `Signing in to my MCP server fails.\n\n- Version: 2.0.70\n\n\`\`\`\n${TRACE}\n\`\`\`\n`,
      createdAt: now - 6 * DAY_MS,
    },
    { title: 'Hosted connectors have no tools again', body: scope('req_03', '2.0.71'), createdAt: now - 4 * DAY_MS },
    { title: 'MCP connectors without tools', body: scope('req_04', '2.0.71'), createdAt: now - 3 * DAY_MS },
    {
      title: 'OAuth sign-in does nothing',
      body: 'The OAuth login for the server does not work, I get an error after signing in.',
      createdAt: now - 2 * DAY_MS,
    },
    { title: 'Cowork: connectors have no tools', body: scope('req_05', '2.0.71'), createdAt: now - DAY_MS },
    {
      title: 'Requests are refused, my token is below',
      body: `401 Unauthorized for every request.\n\n\`\`\`\ncurl -H "Authorization: Bearer ghp_${'a1B2'.repeat(9)}" https://api.github.com/user\n{"message":"Bad credentials","status":"401"}\n\`\`\`\n`,
      createdAt: now - 5 * 60 * 60 * 1000,
    },
  ]
  const ref = (number: number) => ({ owner: 'acme', repo: 'desktop', number })
  const about = { signature: { id: 'missing-scope', version: 1 }, rights: 'reporter' } as const
  return {
    owner: 'acme',
    repo: 'desktop',
    issues: issues.map((it, at) => ({ ...it, number: at + 1 })),
    feedbackEvents: [
      verdictOf({ ref: ref(2), ...about, kind: 'worked', step: 1, who: 'dana', at: now - 18 * DAY_MS }),
      verdictOf({ ref: ref(6), ...about, kind: 'did-not-work', step: 2, who: 'eli', at: now - 3 * DAY_MS }),
      verdictOf({
        ref: ref(7),
        ...about,
        kind: 'wrong-signature',
        who: 'maria',
        rights: 'maintainer',
        at: now - 2 * DAY_MS,
      }),
    ],
  }
}

/** Sixty reports of one failure: the largest graph that a page draws. */
export function crowdedRepository(now: number): SampleRepository {
  const issues = Array.from({ length: 60 }, (_, at): SampleIssue => {
    const trace = at % 3 === 0 ? '' : `request_id=req_${at}`
    return {
      number: 1_200 + 7 * at,
      title: `Hosted connectors ${['show no tools', 'are empty', 'do not load'][at % 3]} on machine ${at}`,
      body: `The hosted connectors show no tools in Cowork.\n\n- Cowork version: 2.0.${60 + Math.floor(at / 6)}\n\n\`\`\`\n[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference) ${trace}\n\`\`\`\n`,
      createdAt: now - (61 - at) * DAY_MS,
      matches: [at - 1, at - 3, Math.floor(at / 4)]
        .filter((other, place, all) => other >= 0 && other < at && all.indexOf(other) === place)
        .map((other) => ({
          other: 1_200 + 7 * other,
          probability: 0.97,
          reasons: [other % 2 === 0 ? 'same line' : 'same failure'],
        })),
      ...(at % 9 === 4 && { closedAt: now - (60 - at) * DAY_MS }),
    }
  })
  return { owner: 'acme', repo: 'crowd', issues }
}

export const EMPTY_REPOSITORY: SampleRepository = { owner: 'acme', repo: 'empty', issues: [] }

/** @param file JSON Lines with `id`, `title`, `body` and `created` */
export async function repositoryFromFile(file: string): Promise<SampleRepository> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean)
  const issues = lines.map((line) => {
    const { id, title, body, created } = JSON.parse(line) as Record<string, string>
    return { number: Number(id), title: title ?? '', body: body ?? '', createdAt: Date.parse(created ?? '') }
  })
  return { owner: 'acme', repo: 'large', issues: issues.toSorted((a, b) => a.createdAt - b.createdAt) }
}
