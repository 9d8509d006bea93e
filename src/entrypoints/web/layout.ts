/** The frame of every page. `html` escapes every value, except those made by `html` or `raw`. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { STYLE_PATH } from './assets.ts'

export type Html = ReturnType<typeof html>

export interface HtmlPage {
  /** Shown in the tab and, unless `heading` is given, as the heading. */
  readonly title: string
  /** The heading, if it is more than the title; contains the page's only `h1`. */
  readonly heading?: Html
  readonly main: Html
  /** Path of a script that improves the page; the page works without it. */
  readonly script?: string
  /** Feeds of the page's repository. */
  readonly feeds?: readonly { readonly title: string; readonly type: string; readonly path: string }[]
}

/** What the frame shows about the visit. */
export interface Visit {
  /** Path and query of the page, to which a sign-in returns. */
  readonly path: string
  /** Login of the signed-in person; null if nobody is signed in; undefined if nobody can sign in here. */
  readonly login: string | null | undefined
}

const NOWHERE: Visit = { path: '/', login: undefined }

const NAVIGATION = [
  ['/try', 'Try it'],
  ['/signatures', 'Signatures'],
  ['/api/docs', 'API'],
] as const

const visits = new WeakMap<Context, Visit>()

/** Remembers who visits, for the frame of the page that answers this request. */
export function setVisit(c: Context, visit: Visit): void {
  visits.set(c, visit)
}

export function visitOf(c: Context): Visit {
  return visits.get(c) ?? NOWHERE
}

/** Renders a page for the person who asked for it. A page for a signed-in person is not cached. */
export function showPage(
  c: Context,
  page: HtmlPage,
  status: 200 | 400 | 403 | 409 = 200,
): Response | Promise<Response> {
  const visit = visitOf(c)
  return c.html(layout(page, visit), status, visit.login ? { 'cache-control': 'private, no-store' } : {})
}

export function layout({ title, heading, main, script, feeds = [] }: HtmlPage, visit: Visit = NOWHERE): Html {
  const isHere = (path: string) =>
    visit.path === path || visit.path.startsWith(`${path}/`) || visit.path.startsWith(`${path}?`)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · auth-triage</title>
<link rel="stylesheet" href="${STYLE_PATH}">
${feeds.map((it) => html`<link rel="alternate" type="${it.type}" title="${it.title}" href="${it.path}">`)}
${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div class="frame"><a class="brand" href="/">auth-triage</a>
<nav aria-label="Main">${NAVIGATION.map(([path, name]) => html`<a href="${path}"${isHere(path) ? html` aria-current="page"` : ''}>${name}</a> `)}</nav>
${identity(visit)}</div></header>
<main id="main" class="frame" tabindex="-1">
${heading ?? html`<h1>${title}</h1>`}
${main}
</main>
<footer class="foot"><div class="frame">auth-triage recognises authentication failures by their evidence. It never closes an issue and uses no language model.</div></footer>
</body>
</html>`
}

function identity({ login, path }: Visit): Html | string {
  if (login === undefined) return ''
  if (login === null) return html`<div class="who"><a href="${signInPath(path)}">Sign in with GitHub</a></div>`
  return html`<form method="post" action="/logout"><span>Signed in as <strong>${login}</strong></span> <button>Sign out</button></form>`
}

/** @param path path and query to return to */
export function signInPath(path: string): string {
  return `/login?${new URLSearchParams({ to: path })}`
}
