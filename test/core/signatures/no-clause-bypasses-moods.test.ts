import { expect, test } from 'vitest'
import { weightOf } from '../../../src/core/diagnosis/mood.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

/** The text of every example, below a heading that says that nothing of it happened. */
function examplesUnder(heading: string) {
  return [...pack.signatures.values()].flatMap(({ examples }) =>
    examples.map(({ report }) => {
      const { title, body } = parseIssueText(report)
      const lines = [title, body ?? ''].join('\n\n').replaceAll(/^#+ .*$|^\*\*.*\*\*$|^.{0,40}:\s*$/gm, '')
      return readReport({ title: '', body: `### ${heading}\n\n${lines}`, attachments: [] })
    }),
  )
}

test.each(['Expected behaviour', 'Proposed solution', 'Related issues'])(
  'no clause counts in full under the heading "%s"',
  (heading) => {
    const counted = examplesUnder(heading)
      .flatMap((report) => scanReport(report, pack).hits)
      .filter(({ owned, reading }) => owned.role === 'evidence' && weightOf(reading.mood) === 'full')
      .map(({ owned, segment }) => `${owned.owner}/${owned.clause.id}: ${segment.text.slice(0, 80)}`)
    expect(counted).toEqual([])
  },
)
