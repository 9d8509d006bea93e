import { describe, expect, test } from 'vitest'
import { learnBoilerplate, sampleSize, withoutBoilerplate } from '../../../src/core/duplicates/boilerplate.ts'
import { hashText, shinglesOf, winnow, withoutShingles } from '../../../src/core/duplicates/shingles.ts'
import { generator } from '../../support/generator.ts'
import { indexed } from './reports.ts'

const words = (text: string) => text.split(' ')

describe('phrases', () => {
  test('are made from every run of five consecutive terms', () => {
    expect(shinglesOf(words('a b c d e f'))).toHaveLength(2)
    expect(shinglesOf(words('a b c d'))).toHaveLength(0)
  })

  test('depend on the order of the terms', () => {
    expect(shinglesOf(words('a b c d e'))).not.toEqual(shinglesOf(words('b a c d e')))
  })

  test('do not depend on their position', () => {
    const [inFront] = shinglesOf(words('a b c d e x y'))
    expect([...shinglesOf(words('q r s a b c d e'))]).toContain(inFront)
  })

  test('still overlap after winnowing when two texts share eight consecutive terms', () => {
    const random = generator(7)
    for (let round = 0; round < 200; round++) {
      const draw = (count: number) => Array.from({ length: count }, () => `w${random(1_000_000)}`)
      const shared = draw(8)
      const one = new Set(winnow(shinglesOf([...draw(random(20)), ...shared, ...draw(random(20))])))
      const other = winnow(shinglesOf([...draw(random(20)), ...shared, ...draw(random(20))]))
      expect([...other].some((phrase) => one.has(phrase))).toBe(true)
    }
  })

  test('are reduced by winnowing', () => {
    const all = shinglesOf(Array.from({ length: 500 }, (_, at) => `w${at}`))
    expect(winnow(all).length).toBeLessThan(all.length / 2)
  })

  test('can be removed from a text, together with all their terms', () => {
    const form = new Set(shinglesOf(words('i have searched existing issues')))
    expect(withoutShingles(words('before i have searched existing issues after'), form)).toEqual(['before', 'after'])
  })

  test('use a stable 32-bit hash', () => {
    expect(hashText('')).toBe(0x811c9dc5)
    expect(hashText('a')).toBe(0xe40c292c)
  })
})

const FORM = 'Preflight checklist confirmed: searched existing issues carefully before filing this single report today.'

describe('boilerplate', () => {
  const reports = Array.from({ length: 128 }, (_, at) =>
    indexed('Title', `${FORM}\n\nmatter${at}x subject${at}y topic${at}z.`),
  )
  const boilerplate = learnBoilerplate(reports.map(({ digest }) => digest))

  test('is the text that many reports share', () => {
    const { prose } = withoutBoilerplate((reports[5] as (typeof reports)[number]).digest, boilerplate)
    expect(prose.join(' ')).toContain('matter5x')
    expect(prose).not.toContain('checklist')
  })

  test('includes the text of the issue templates, even before a report uses them', () => {
    const learned = learnBoilerplate([], [`body:\n  - type: markdown\n    value: ${FORM}`])
    expect(withoutBoilerplate(indexed('Title', `${FORM}\n\nunusual`).digest, learned).prose).toEqual(['unusu'])
  })

  test('is not removed from titles', () => {
    const titled = indexed(FORM, '')
    expect(withoutBoilerplate(titled.digest, boilerplate).title).toEqual(titled.digest.terms.title)
  })

  test.each([
    [0, 0],
    [63, 0],
    [64, 64],
    [127, 64],
    [128, 128],
    [1_000_000, 4_096],
  ])('of %i reports is learned from %i', (count, expected) => {
    expect(sampleSize(count)).toBe(expected)
  })
})
