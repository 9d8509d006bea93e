import { describe, expect, test } from 'vitest'
import { generateReports } from '../../../bench/generated-reports.ts'
import { findMatches } from '../../../src/core/duplicates/find-matches.ts'
import { INDEX_SECTIONS, type SavedSections, type SectionName } from '../../../src/core/duplicates/index-data.ts'
import type { IndexImage } from '../../../src/core/duplicates/index-image.ts'
import { ReportIndex } from '../../../src/core/duplicates/report-index.ts'

/** Keeps an image as a file would, without one. */
function keep(image: IndexImage): SavedSections {
  const parts = [...image.parts()]
  const sections = new Map<SectionName, Buffer>()
  for (const name of Object.keys(INDEX_SECTIONS) as SectionName[]) {
    sections.set(name, Buffer.concat(parts.filter((part) => part.name === name).map(({ bytes }) => bytes)))
  }
  return {
    sizeOf: (name) => image.sizes[name],
    read(name, start, end) {
      const type = INDEX_SECTIONS[name]
      const size = type.BYTES_PER_ELEMENT
      const bytes = Uint8Array.from(sections.get(name)?.subarray(start * size, end * size) ?? [])
      return new type(bytes.buffer) as ReturnType<SavedSections['read']> as never
    },
  }
}

const REPORTS = [...generateReports(150)]
const LATER = [...generateReports(30, 2)].map((report) => ({ ...report, number: report.number + 150 }))

function indexOf(reports = REPORTS): ReportIndex {
  const index = ReportIndex.empty(new Set([7]), 1_000)
  for (const report of reports) index.put(report)
  return index
}

/** Rounded: sums depend on the order of the terms, which a saved index does not keep. */
const matchesIn = (index: ReportIndex) =>
  [...REPORTS, ...LATER].map((report) =>
    findMatches(index, report)
      .map(({ number, probability, accepted }) => `${number} ${probability.toFixed(6)} ${accepted}`)
      .join(', '),
  )

describe('a saved index', () => {
  test('finds the same matches as the one that it was saved from', () => {
    const index = indexOf()
    const saved = ReportIndex.open(keep(index.image()))
    expect(saved.unsaved).toEqual({ saved: 150, added: 0, removed: 0 })
    expect(matchesIn(saved)).toEqual(matchesIn(index))
  })

  test('finds the same matches after reports were added, changed and removed', () => {
    const index = indexOf()
    const saved = ReportIndex.open(keep(index.image()))
    for (const it of [index, saved]) {
      for (const report of LATER) it.put(report)
      it.put({ ...(REPORTS[5] as (typeof REPORTS)[0]), number: 12 })
      for (const number of [10, 20, 160]) it.remove(number)
      it.remove(10)
    }
    expect(saved.unsaved).toEqual({ saved: 150, added: 30, removed: 3 })
    expect(saved.size).toBe(177)
    expect(matchesIn(saved)).toEqual(matchesIn(index))
  })

  test('is saved again with what has changed since', () => {
    const saved = ReportIndex.open(keep(indexOf().image()))
    for (const report of LATER) saved.put(report)
    for (const number of [1, 80, 150, 165]) saved.remove(number)
    const again = ReportIndex.open(keep(saved.image()))
    const left = [...REPORTS, ...LATER].filter(({ number }) => ![1, 80, 150, 165].includes(number))
    expect(again.unsaved).toEqual({ saved: 176, added: 0, removed: 0 })
    expect(matchesIn(again)).toEqual(matchesIn(indexOf(left)))
  })

  test('contains nothing of a removed report', () => {
    const [first, second] = REPORTS as [(typeof REPORTS)[0], (typeof REPORTS)[0]]
    const terms = { title: ['confidential', 'matter'], prose: ['unmentionable'], log: [] }
    const removed = { ...second, author: 'whistleblower', digest: { ...second.digest, title: 'Confidential', terms } }
    const index = indexOf([first, removed])
    const text = () => Buffer.concat([...index.image().parts()].map(({ bytes }) => bytes)).toString('latin1')
    const secrets = ['confidential', 'unmentionable', 'whistleblower', 'Confidential']
    expect(secrets.filter((it) => text().includes(it))).toEqual(secrets)
    index.remove(second.number)
    expect(secrets.filter((it) => text().includes(it))).toEqual([])
  })

  test('of no report finds nothing, and reports can be added', () => {
    const saved = ReportIndex.open(keep(indexOf([]).image()))
    expect(matchesIn(saved).join('')).toBe('')
    for (const report of REPORTS) saved.put(report)
    expect(matchesIn(saved)).toEqual(matchesIn(indexOf()))
  })
})

test('reports beyond the postings and reports within them are found alike', () => {
  const many = [...generateReports(5_000)]
  const index = ReportIndex.empty(new Set(), 5_000)
  for (const report of many) index.put(report)
  const reworded = many.filter(({ number }) => number % 1_250 === 0)
  for (const report of reworded) {
    expect(findMatches(index, { ...report, number: 9_999 })[0]).toMatchObject({ number: report.number })
    index.remove(report.number)
    expect(findMatches(index, { ...report, number: 9_999 })[0]?.number).not.toBe(report.number)
  }
})
