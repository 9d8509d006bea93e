import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { PRODUCTS_FILE, readProducts } from '../../../src/core/signatures/products-file.ts'

const SOURCE = "source: 'https://example.com/docs'"
const row = (id: string, more = '') => `- id: ${id}
  title: Gatehouse
  vendor: Example
  ecosystem: client
  name: '\\bgatehouse\\b'
  command: { run: gatehouse status, ${SOURCE} }
  file: { path: '\`~/.gatehouse\`', ${SOURCE} }
  log: { any: 'look in \`~/.gatehouse/log\`', ${SOURCE} }
${more}`
const read = (text: string) => readProducts({ path: PRODUCTS_FILE, text })

describe('the table of products', () => {
  test('fills in what a row leaves out', () => {
    expect(read(row('gatehouse'))).toMatchObject([
      { family: 'gatehouse', isCaseSensitive: false, isSurroundings: false, hints: ['gatehouse'] },
    ])
  })

  test('accepts a product without a command only with a reason', () => {
    const run = `{ run: gatehouse status, ${SOURCE} }`
    expect(() => read(row('gatehouse').replace(run, "{ none: 'it is a hosted app' }"))).not.toThrow()
    expect(() => read(row('gatehouse').replace(`  command: ${run}\n`, ''))).toThrow(/command/)
  })

  test.each([
    ['a taken id', row('gatehouse') + row('gatehouse'), /products\.yaml:9: .*`gatehouse` is taken/],
    ['a broken pattern', row('gatehouse', "  banner: 'gate('\n"), /`gate\(` is not a pattern/],
    ['a fact without a source', row('gatehouse').replace(`, ${SOURCE}`, ''), /products\.yaml:6/],
    ['a source that is no https URL', row('gatehouse').replace('https:', 'http:'), /products\.yaml:6/],
    ['a log without a place', row('gatehouse').replace("any: 'look in `~/.gatehouse/log`', ", ''), /products\.yaml:8/],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})

describe('the shipped table', async () => {
  const shipped = read(await readFile(join(shippedPack(), PRODUCTS_FILE), 'utf8'))
  const files = await readPackFolder(shippedPack())
  const pack = loadPack(files)

  test('has at least 60 products with a command, a file and a log, each with a source', () => {
    const whole = shipped.filter(({ command, file, log }) => [command, file, log].every((fact) => 'source' in fact))
    expect(whole.length).toBeGreaterThanOrEqual(60)
  })

  test('has every ecosystem of the packs that can have a product of their own', () => {
    const folders = new Set(pack.folders.values())
    const ecosystems = new Set(shipped.map(({ ecosystem }) => ecosystem))
    expect([...folders].filter((it) => !ecosystems.has(it))).toEqual(['oauth', 'scalekit'])
  })

  test('has every product that a signature chooses a step, cause, remedy or question by', () => {
    const ids = new Set(shipped.map(({ id }) => id))
    const chosen = [...pack.signatures.values()].flatMap((signature) =>
      [...JSON.stringify(signature).matchAll(/"product":(\[[^\]]*\]|"[^"]*")/g)].flatMap(
        ([, value]) => [JSON.parse(value as string)].flat() as string[],
      ),
    )
    expect(chosen.length).toBeGreaterThan(50)
    expect([...new Set(chosen)].filter((id) => !ids.has(id))).toEqual([])
  })

  test('is not read as a signature', () => {
    expect(files.map(({ path }) => path)).toContain(PRODUCTS_FILE)
    expect(pack.signatures.has('products')).toBe(false)
  })
})
