/** What waits for a person, on the overview of a repository: open questions, credentials, rejected answers. */
import { html } from 'hono/html'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Html } from '../layout.ts'
import { agoTag } from '../parts/dates.ts'
import { gitHubLink } from '../parts/github-link.ts'
import { listPanel, type Panel, type PanelRows } from '../parts/panels.ts'
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

interface IssuePanel extends Omit<PanelRows, 'count' | 'rows'> {
  readonly issues: readonly IssueEntry[]
  /** What stands below an issue's title, and what at the end of its row. */
  readonly row: (it: IssueEntry) => readonly [detail: string | Html, side: Html]
}

function issuePanel(data: AttentionData, { issues, row, ...panel }: IssuePanel): Panel {
  const rows = issues.slice(0, MAX_ROWS).map((it) => issueRow(it, data, ...row(it)))
  return listPanel({ ...panel, count: issues.length, rows })
}

export function waiting(data: AttentionData, path: string): Panel {
  return issuePanel(data, {
    id: 'waiting',
    title: 'Open questions, longest wait first',
    url: `${path}/issues?is=waiting&sort=waiting&dir=asc`,
    none: 'No question is open.',
    issues: data.morning.waiting,
    row: ({ decided }) => [
      withCode(cutCode(askedQuestion({ question: decided?.question ?? null }) ?? '', MAX_QUESTION)),
      html`asked ${agoTag(decided?.since ?? 0, data.now)}`,
    ],
  })
}

export function credentials(data: AttentionData, path: string): Panel {
  return issuePanel(data, {
    id: 'credentials',
    title: 'Credentials still in an issue',
    url: `${path}/issues?is=credential`,
    none: 'No credential that the bot warned about is still marked.',
    issues: data.morning.credentials,
    row: ({ author, decided }) => [
      `reported by ${author || 'unknown'}`,
      html`found ${agoTag(decided?.credentialSince ?? 0, data.now)}`,
    ],
  })
}

export function rejected(data: AttentionData, path: string): Panel {
  return issuePanel(data, {
    id: 'rejected',
    title: 'Answers that people rejected',
    url: `${path}/issues?is=rejected`,
    none: 'Nobody has rejected an answer.',
    issues: data.morning.rejected,
    row: (it) => [
      `${it.rejected?.signature?.id ?? 'the cause'}, rejected by ${it.rejected?.who}`,
      agoTag(it.rejected?.at ?? 0, data.now),
    ],
  })
}
