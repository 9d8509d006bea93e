import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderErrorPage } from '../../../src/core/documentation/error-page.ts'
import { ERROR_CODES } from '../../../src/core/errors.ts'

const SOURCE = join(import.meta.dirname, '../../../src')

test('the page lists every code with its meaning and who can fix it', () => {
  const page = renderErrorPage()
  for (const [code, { means }] of Object.entries(ERROR_CODES)) expect(page).toContain(`| \`${code}\` | ${means} | the `)
})

test('every code is used in the source', async () => {
  const names = await readdir(SOURCE, { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
  const source = (await Promise.all(files.map((name) => readFile(join(SOURCE, name), 'utf8')))).join('\n')
  expect(Object.keys(ERROR_CODES).filter((code) => !source.includes(`'${code}'`))).toEqual([])
})
