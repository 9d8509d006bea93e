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

  test('whose words are common in other reports, even if nobody else put them in this order', () => {
    const common = [1, 2, 3].map((it) => report(it, 'did not complete today'))
    const others = Array.from({ length: 300 }, () => 'Today it did complete, and that is not all')
    expect(mineDrafts(common, [])).toHaveLength(1)
    expect(mineDrafts(common, others)).toEqual([])
  })
})

describe('a second message', () => {
  const both = (number: number) => bent(number, { lines: [...bent(number).lines, 'gate_locked_forever'] })
  const last = report(4, 'gate_locked_forever')

  test('joins a draft if two of its reports, and half of them, are in it', () => {
    const [draft, ...rest] = mineDrafts([both(1), both(2), bent(3), last], [])
    expect(rest).toEqual([])
    expect(draft?.fragments.toSorted()).toEqual(['gate_locked_forever', 'reader refused a bent ticket for user'])
    expect(draft?.reports.map(({ id }) => id)).toEqual(['#1', '#2', '#3', '#4'])
  })

  test('joins none that shares one report with it', () => {
    const [draft] = mineDrafts([both(1), bent(2), bent(3), last], [])
    expect(draft?.fragments).toEqual(['reader refused a bent ticket for user'])
  })
})

test('no report is in two drafts', () => {
  const two = (number: number) => bent(number, { lines: [...bent(number).lines, 'gate_locked_forever'] })
  expect(mineDrafts([two(1), two(2), two(3)], [])).toHaveLength(1)
})

test('the first messages of a very long report count, and the rest does not', () => {
  const noise = (number: number) =>
    Array.from({ length: 40 }, (_, at) => Array.from({ length: 60 }, (_, word) => `w${number}x${at}x${word}`).join(' '))
  const first = [1, 2, 3].map((it) => bent(it, { lines: [...bent(it).lines, ...noise(it)] }))
  const last = [1, 2, 3].map((it) => bent(it, { lines: [...noise(it), ...bent(it).lines] }))
  expect([mineDrafts(first, []).length, mineDrafts(last, []).length]).toEqual([1, 0])
})
