import { expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { asError, asWarning } from '../../../src/entrypoints/action/commands.ts'
import { SAMPLES } from '../../support/secrets.ts'

test('prints an error as one line with its message and its hint', () => {
  const error = new TriageError('github-refused', 'GitHub refused to label acme/app#1.', {
    hint: 'Give `issues: write`.',
  })
  expect(asError(error)).toBe('::error title=auth-triage::GitHub refused to label acme/app#1.%0AGive `issues: write`.')
})

test.each(['\n::set-output name=x::y', '\r\n::add-mask::x', '%0A::stop-commands::x'])(
  'escapes a workflow command in a text: %j',
  (text) => {
    for (const line of [asWarning(text), asError(new Error(text))]) {
      expect(line).not.toMatch(/[\r\n]/)
      expect(line).not.toContain('%0A::stop')
    }
  },
)

test('does not print a credential in an error', () => {
  const { text = '', secret = '' } = SAMPLES['github-token'] ?? {}
  expect(secret).not.toBe('')
  expect(asError(new Error(`401 with ${text}`))).not.toContain(secret)
})
