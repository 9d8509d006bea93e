/** Renders the page of the products that reports can be about: how each shows its login and where its logs are. */
import type { Product, ProductFact } from '../report/products.ts'
import { code, link, prose, table } from './markdown.ts'

/** @returns the Markdown of docs/products.md */
export function renderProductPage(products: readonly Product[]): string {
  const byEcosystem = Map.groupBy(products, ({ ecosystem }) => ecosystem)
  return `${[
    '<!-- Generated from signatures/products.yaml; edit that file instead. -->',
    '# Products',
    `${products.length} products are recognised in reports by their name, in a form's answer, or by what they print. The product decides which steps, causes and remedies of a signature are shown, and which log the bot asks for. A repository names its own with \`product.id\`; a reporter whose form answer is "None of these" has none.`,
    ...[...byEcosystem].map(([ecosystem, rows]) => `## ${prose(ecosystem)}\n\n${renderRows(rows)}`),
  ].join('\n\n')}\n`
}

function renderRows(rows: readonly Product[]): string {
  return table(
    ['product', 'vendor', 'its login', 'its files', 'its logs'],
    rows.map(({ id, title, vendor, command, file, log }) => [
      `${prose(title)} (${code(id)})`,
      prose(vendor),
      fact(command, ({ run }) => code(run)),
      fact(file, ({ path }) => prose(path)),
      fact(log, ({ any, macos, windows, linux }) =>
        Object.entries({ '': any, macOS: macos, Windows: windows, Linux: linux })
          .filter(([, place]) => place !== undefined)
          .map(([system, place]) => prose(system === '' ? (place as string) : `on ${system}, ${place}`))
          .join('; '),
      ),
    ]),
  )
}

function fact<T>(it: ProductFact<T>, render: (known: T) => string): string {
  return 'none' in it ? `none: ${prose(it.none)}` : `${render(it)} (${link('source', it.source)})`
}
