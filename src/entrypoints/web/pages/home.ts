/** `/`: what the bot does, the repositories that the viewer may see, and the health of the signatures. */
import { html } from 'hono/html'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { type Html, layout } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

export interface HomeViewer {
  /** Login of the signed-in person; null if nobody is signed in. */
  readonly login: string | null
  /** The repositories that the viewer may see. */
  readonly repositories: readonly RepositoryRef[]
}

export function homePage({ pack, deadSignatures, signIn }: WebDeps, { login, repositories }: HomeViewer): Html {
  const stable = [...pack.signatures.values()].filter(({ status }) => status === 'stable').length
  return layout({
    title: 'Known authentication failures, recognised by their evidence',
    main: html`
<p>This bot reads new issues and the logs attached to them, recognises known authentication failures, and replies with a
label and a checklist for the reporter. It quotes the line behind every statement, stays silent when it is unsure, and
never closes an issue.</p>
<ul>
<li><a href="/try">Try it on a report or a log</a>. Nothing is stored.</li>
<li><a href="/signatures">The ${pack.signatures.size} known failures</a>, each with causes, checks and remedies.</li>
<li><a href="/api/docs">The HTTP API</a>, and the Model Context Protocol at <code>/mcp</code>.</li>
</ul>
${signIn === undefined ? '' : identity(login)}
${repositories.length === 0 ? '' : listOf(repositories)}
<h2>Health of the signatures</h2>
${health(deadSignatures(), pack.signatures.size)}
<p class="faint">${stable} of ${pack.signatures.size} signatures are stable; experimental ones never assert. Pack <code>${pack.fingerprint}</code>.</p>`,
  })
}

function listOf(repositories: readonly RepositoryRef[]): Html {
  return html`<h2>Repositories</h2>
<ul>${repositories.map(({ owner, repo }) => html`<li><a href="/${owner}/${repo}">${owner}/${repo}</a></li>`)}</ul>`
}

function health(dead: ReadonlySet<string> | null, all: number): Html {
  if (dead === null) return html`<p>The signatures are being tested on their own examples. Reload in a minute.</p>`
  if (dead.size === 0) return html`<p class="good">✓ All ${all} signatures recognise their own examples.</p>`
  return html`<p class="bad">✗ ${dead.size} of ${all} signatures do not recognise their own examples:</p>
<ul>${[...dead].map((id) => html`<li><a href="/signatures/${id}">${id}</a></li>`)}</ul>`
}

function identity(login: string | null): Html {
  if (login === null) {
    return html`<p><a href="/login">Sign in with GitHub</a> to see the decisions in private repositories that you can read.</p>`
  }
  return html`<form method="post" action="/logout"><p>Signed in as ${login}. <button>Sign out</button></p></form>`
}
