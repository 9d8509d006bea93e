import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderErrorPage } from '../../../src/core/documentation/error-page.ts'
import { ERROR_CODES } from '../../../src/core/errors.ts'

const SOURCE = join(import.meta.dirname, '../../../src')

test('the page names every code with what it means and who can act', () => {
  const page = renderErrorPage()
  for (const [code, { means }] of Object.entries(ERROR_CODES)) expect(page).toContain(`| \`${code}\` | ${means} | who `)
})

test('every code is raised somewhere', async () => {
  const names = await readdir(SOURCE, { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
  const source = (await Promise.all(files.map((name) => readFile(join(SOURCE, name), 'utf8')))).join('\n')
  expect(Object.keys(ERROR_CODES).filter((code) => !source.includes(`'${code}'`))).toEqual([])
})
