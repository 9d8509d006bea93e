import { describe, expect, test } from 'vitest'
import { type DraftReport, mineDrafts } from '../../../src/core/drafts/mine-drafts.ts'

const report = (number: number, line: string, fields: Partial<DraftReport> = {}): DraftReport => {
  const author = `person-${number}`
  return { id: `#${number}`, author, title: `Report ${number}`, lines: [line], nearest: null, ...fields }
}
const bent = (number: number, fields?: Partial<DraftReport>) =>
  report(number, `[${number}${number}] warn: the badge reader refused a bent ticket for user-${number}`, fields)
const three = [bent(1), bent(2), bent(3)]

test('a message that recurs in reports by different people becomes a draft, as long as they share it', () => {
  expect(mineDrafts([...three, report(4, 'something else failed to open')], [])).toEqual([
    { fragments: ['reader refused a bent ticket for user'], reports: three, people: 3 },
  ])
})

describe('no draft comes from a message', () => {
  test('in too few reports', () => {
    expect(mineDrafts(three.slice(0, 2), [])).toEqual([])
    expect(mineDrafts(three.slice(0, 2), [], { minReports: 2, minPeople: 2 })).toHaveLength(1)
  })

  test('by too few people, however the login is capitalised', () => {
    const byOne = three.map((it, at) => ({ ...it, author: at === 0 ? 'Ann' : 'ann' }))
    expect(mineDrafts(byOne, [])).toEqual([])
  })

  test('that is known from another report or an example', () => {
    expect(mineDrafts(three, ['INFO The badge reader refused a bent ticket, retrying']).length).toBe(1)
    const known = three.flatMap(({ lines }) => lines)
    expect(mineDrafts(three, known)).toEqual([])
  })

  test('without a word of failure', () => {
    expect(
      mineDrafts(
        [1, 2, 3].map((it) => report(it, 'zed version and system specs of today')),
        [],
      ),
    ).toEqual([])
  })
})

test('a second message joins a draft if half of its reports are in it', () => {
  const both = (number: number) => bent(number, { lines: [...bent(number).lines, 'gate_locked_forever'] })
  const reports = [both(1), bent(2), bent(3), report(4, 'gate_locked_forever')]
  const [draft, ...rest] = mineDrafts(reports, [])
  expect(rest).toEqual([])
  expect(draft?.fragments).toEqual(['reader refused a bent ticket for user', 'gate_locked_forever'])
  expect(draft?.reports.map(({ id }) => id)).toEqual(['#1', '#2', '#3', '#4'])
})

test('no report is in two drafts', () => {
  const two = (number: number) => bent(number, { lines: [...bent(number).lines, 'gate_locked_forever'] })
  expect(mineDrafts([two(1), two(2), two(3)], [])).toHaveLength(1)
})

test('a short message joins no draft, unless it is a code', () => {
  const both = (number: number) => bent(number, { lines: [...bent(number).lines, 'gate was refused'] })
  const [draft] = mineDrafts([both(1), bent(2), bent(3), report(4, 'gate was refused')], [])
  expect(draft?.fragments).toEqual(['reader refused a bent ticket for user'])
})
