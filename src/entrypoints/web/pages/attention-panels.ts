/** What waits for a person, on the overview of a repository: open questions, credentials, rejected answers. */
import { html } from 'hono/html'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Html } from '../layout.ts'
import { agoTag } from '../parts/dates.ts'
import { gitHubLink } from '../parts/github-link.ts'
import { listPanel, type Panel } from '../parts/panels.ts'
import { cutCode, cutText, withCode } from '../parts/texts.ts'
import type { MorningPageData } from './morning-data.ts'

type AttentionData = Pick<MorningPageData, 'repository' | 'morning' | 'site' | 'now'>

/** Number of rows in each panel; its heading links to all of them. */
const MAX_ROWS = 6
const MAX_TITLE = 90
const MAX_QUESTION = 120

function issueRow(it: IssueEntry, { repository, site }: AttentionData, detail: string | Html, side: Html): Html {
  const { owner, repo } = repository
  return html`<li><span class="what"><a href="/${owner}/${repo}/issues/${it.number}">${cutText(it.title, MAX_TITLE)}</a>
<small>${gitHubLink({ ...repository, number: it.number }, site)}${detail === '' ? '' : html` · ${detail}`}</small></span><span class="side">${side}</span></li>`
}

export function waiting(data: AttentionData, path: string): Panel {
  const { waiting: all } = data.morning
  return listPanel({
    id: 'waiting',
    title: 'Open questions, longest wait first',
    count: all.length,
    url: `${path}/issues?is=waiting&sort=waiting&dir=asc`,
    none: 'No question is open.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(
          it,
          data,
          withCode(cutCode(askedQuestion({ question: it.decided?.question ?? null }) ?? '', MAX_QUESTION)),
          html`asked ${agoTag(it.decided?.since ?? 0, data.now)}`,
        ),
      ),
  })
}

export function credentials(data: AttentionData, path: string): Panel {
  const { credentials: all } = data.morning
  return listPanel({
    id: 'credentials',
    title: 'Credentials still in an issue',
    count: all.length,
    url: `${path}/issues?is=credential`,
    none: 'No credential that the bot warned about is still marked.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(
          it,
          data,
          `reported by ${it.author || 'unknown'}`,
          html`found ${agoTag(it.decided?.credentialSince ?? 0, data.now)}`,
        ),
      ),
  })
}

export function rejected(data: AttentionData, path: string): Panel {
  const { rejected: all } = data.morning
  return listPanel({
    id: 'rejected',
    title: 'Answers that people rejected',
    count: all.length,
    url: `${path}/issues?is=rejected`,
    none: 'Nobody has rejected an answer.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(
          it,
          data,
          `${it.rejected?.signature?.id ?? 'the cause'}, rejected by ${it.rejected?.who}`,
          agoTag(it.rejected?.at ?? 0, data.now),
        ),
      ),
  })
}
