import { expect, test } from 'vitest'
import { signatureJsonSchema } from '../../../src/core/signatures/json-schema.ts'
import { signatureSchema } from '../../../src/core/signatures/schema.ts'

interface Node {
  readonly title?: string
  readonly description?: string
  readonly properties: Readonly<Record<string, { readonly description?: string }>>
  readonly required: readonly string[]
  readonly additionalProperties: boolean
}

const schema = signatureJsonSchema() as Node

test('has every field of a signature and allows no other', () => {
  expect(Object.keys(schema.properties)).toEqual(Object.keys(signatureSchema.shape))
  expect(schema.additionalProperties).toBe(false)
})

test('does not require fields with a default', () => {
  expect(schema.required).not.toContain('against')
  expect(schema.required).toEqual(expect.arrayContaining(['id', 'evidence', 'examples']))
})

test('survives a JSON round trip and has a title for editors', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  expect(schema.title).toBe('auth-triage signature')
})
