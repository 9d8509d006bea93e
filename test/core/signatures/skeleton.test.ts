import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { describeForm } from '../../../src/core/signatures/form.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { signatureSchema } from '../../../src/core/signatures/schema.ts'
import { PLACEHOLDER, writeSkeleton } from '../../../src/core/signatures/skeleton.ts'
import { examplesOf, packFilesOf } from '../../support/loaded-pack.ts'
import { signatureOf } from '../../support/signatures.ts'

describe('a skeleton', () => {
  const text = writeSkeleton({ id: 'new-failure', sibling: 'missing-scope', product: 'claude-code' })
  const oneLine = text.replace(/\n\s*#/g, '')

  test('is a valid experimental signature with placeholders', () => {
    const signature = signatureSchema.parse(parseDocument(text).toJS())
    expect(signature).toMatchObject({ id: 'new-failure', status: 'experimental', label: 'auth: new failure' })
    expect(signature.title).toContain(PLACEHOLDER)
  })

  test('loads together with the signature that it is confused with', () => {
    const sibling = signatureOf('missing-scope', {
      examples: examplesOf('x'),
      'confused-with': [{ id: 'new-failure', tell: 'x' }],
    })
    const files = [...packFilesOf([sibling]), { path: 'oauth/new-failure.yaml', text }]
    expect([...loadPack(files).signatures.keys()]).toEqual(['missing-scope', 'new-failure'])
  })

  test.each(describeForm().filter(({ path }) => !/^(?:against|only-when|fixed-in)\[\]|\.flow\./.test(path)))(
    'has the description of $path from the schema',
    ({ description }) => {
      expect(oneLine).toContain(description)
    },
  )

  test('has lines of at most 120 characters', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
  })
})
