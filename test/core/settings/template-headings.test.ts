import { expect, test } from 'vitest'
import { headingsOfTemplates } from '../../../src/core/settings/template-headings.ts'

test('reads the labels of forms and the headings of templates, each once', () => {
  const form =
    'name: Bug\nbody:\n  - type: markdown\n    attributes: { value: Hello }\n  - type: input\n    attributes: { label: Fassung }\n'
  const template = '---\nname: Bug\n---\n\n**Fassung**\n\n## Was passiert? ##\n\nSome text\n'
  expect(
    headingsOfTemplates([
      { path: 'bug.yml', text: form },
      { path: 'bug.md', text: template },
    ]),
  ).toEqual(['Fassung', 'Was passiert?'])
})

test.each(['body: 7', 'body: [null, { attributes: { label: 7 } }]', ': [', 'a: &a [*a]', ''])(
  'finds none in %j',
  (text) => {
    expect(headingsOfTemplates([{ path: 'bug.yaml', text }])).toEqual([])
  },
)
