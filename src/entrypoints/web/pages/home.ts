/** `/`: what the bot does, the repositories that the viewer may see, and the health of the signatures. */
import { html } from 'hono/html'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { type Html, type HtmlPage, signInPath } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

export interface HomeViewer {
  /** Login of the signed-in person; null if nobody is signed in. */
  readonly login: string | null
  /** The repositories that the viewer may see. */
  readonly repositories: readonly RepositoryRef[]
}

export function homePage({ pack, deadSignatures, signIn }: WebDeps, { login, repositories }: HomeViewer): HtmlPage {
  const stable = [...pack.signatures.values()].filter(({ status }) => status === 'stable').length
  return {
    title: 'Known authentication failures, recognised by their evidence',
    main: html`
<p class="lead">This bot reads new issues and the logs attached to them, recognises known authentication failures, and replies with a
label and a checklist for the reporter. It quotes the line behind every statement, stays silent when it is unsure, and
never closes an issue.</p>
${repositories.length === 0 ? '' : listOf(repositories)}
${signIn !== undefined && login === null ? html`<p><a href="${signInPath('/')}">Sign in with GitHub</a> to see the private repositories that you can read.</p>` : ''}
<div class="columns short"><section class="panel" aria-labelledby="try"><h2 id="try"><a href="/try">Try it</a></h2><p>Paste a report or upload a log, and see the answer, the evidence and the reasons. Nothing is stored.</p></section>
<section class="panel" aria-labelledby="known"><h2 id="known"><a href="/signatures">${pack.signatures.size} known failures</a></h2><p>Each with causes, checks, remedies and measured figures, grouped by ecosystem.</p></section>
${repositories.length === 0 ? '' : html`<section class="panel" aria-labelledby="causes"><h2 id="causes"><a href="/causes">Causes in several repositories</a></h2><p>Failures that public repositories share, with each one's role, since when, and the fix.</p></section>`}
<section class="panel" aria-labelledby="api"><h2 id="api"><a href="/api/docs">HTTP API and assistants</a></h2><p>The same answers as JSON, and the Model Context Protocol at <code>/mcp</code>.</p></section></div>
<section aria-labelledby="health"><h2 id="health">Health of the signatures</h2>
${health(deadSignatures(), pack.signatures.size)}
<p class="muted small">${stable} of ${pack.signatures.size} signatures are stable; experimental ones never assert. Pack <code>${pack.fingerprint}</code>.</p></section>`,
  }
}

function listOf(repositories: readonly RepositoryRef[]): Html {
  return html`<section class="panel" aria-labelledby="repositories"><h2 id="repositories">Repositories</h2>
<ul class="rows">${repositories.map(({ owner, repo }) => html`<li><a href="/${owner}/${repo}">${owner}/${repo}</a></li>`)}</ul></section>`
}

function health(dead: ReadonlySet<string> | null, all: number): Html {
  if (dead === null) return html`<p>The signatures are being tested on their own examples. Reload in a minute.</p>`
  if (dead.size === 0) return html`<p class="good">✓ All ${all} signatures recognise their own examples.</p>`
  return html`<p class="bad">✗ ${dead.size} of ${all} signatures do not recognise their own examples:</p>
<ul>${[...dead].map((id) => html`<li><a href="/signatures/${id}">${id}</a></li>`)}</ul>`
}
