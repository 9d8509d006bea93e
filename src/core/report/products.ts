/**
 * The products that a report can be about, most specific first. If a text names two, the one further up wins. The table
 * is signatures/products.yaml; `npm run generate` writes it to the JSON file that is read here.
 */
import { createHintAutomaton } from '../redaction/hint-automaton.ts'
import table from './products.json' with { type: 'json' }

/** The parts that software has in a login. */
export const ROLES = ['client', 'sdk', 'server', 'provider'] as const

export type Role = (typeof ROLES)[number]

/** A fact about a product with its source, or why the product has none. */
export type ProductFact<T> = (T & { readonly source: string }) | { readonly none: string }

/** Where the product's log is, as an instruction, for every system or by system. */
export type LogPlaces = { readonly [os in 'any' | 'macos' | 'windows' | 'linux']?: string | undefined }

interface ProductFacts {
  readonly id: string
  /** Its name in a sentence. */
  readonly title: string
  readonly vendor: string
  /** The world that it belongs to, named like the pack of that world. */
  readonly ecosystem: string
  /** One of `ROLES`: its usual part in a login. */
  readonly role?: string | undefined
  /** Groups products with related names. A more specific member of a family takes precedence over another. */
  readonly family: string
  /** True if reports about other products mention it too, so that a mention says nothing. */
  readonly isSurroundings: boolean
  /** A command that shows the state of its login. */
  readonly command: ProductFact<{ readonly run: string }>
  /** Where it keeps its settings or its login. */
  readonly file: ProductFact<{ readonly path: string }>
  readonly log: ProductFact<LogPlaces>
}

/** A row of the table as data. */
export interface ProductRow extends ProductFacts {
  readonly isCaseSensitive: boolean
  /** Patterns of its name, its banner, and its name in a report whose family is known. */
  readonly name: readonly string[]
  readonly banner?: readonly string[] | undefined
  readonly within?: readonly string[] | undefined
  /** Lower-case literals, one of which is in every text that names the product; null if there is no such list. */
  readonly hints: readonly string[] | null
}

export interface Product extends ProductFacts {
  /** Its name as people write it. */
  readonly name: RegExp
  /**
   * The text by which the product identifies itself in logs. The `version` group captures its version, if there is one.
   */
  readonly banner?: RegExp
  /** Its name in a report whose product family is known. */
  readonly within?: RegExp
}

const VERSION = String.raw`v?(?<version>\d+\.\d+(?:\.\d+){0,3}(?:-[\w.]{1,30})?)`

const ROWS: readonly ProductRow[] = table

export const PRODUCTS: readonly Product[] = compileProducts(ROWS)

export function compileProducts(rows: readonly ProductRow[]): readonly Product[] {
  return rows.map(({ name, banner, within, hints: _, isCaseSensitive, ...facts }) => ({
    ...facts,
    name: anyOf(name, isCaseSensitive ? '' : 'i'),
    ...(banner !== undefined && { banner: anyOf(banner, 'im') }),
    ...(within !== undefined && { within: anyOf(within, 'i') }),
  }))
}

/** @returns null for a product that is not in the table, or has no usual part */
export function roleOfProduct(product: string): Role | null {
  const role = PRODUCTS.find(({ id }) => id === product)?.role
  return ROLES.find((it) => it === role) ?? null
}

function anyOf(patterns: readonly string[], flags: string): RegExp {
  return new RegExp(patterns.map((it) => it.replaceAll('VERSION', VERSION)).join('|'), flags)
}

const HINTS = [...new Set(ROWS.flatMap(({ hints }) => hints ?? []))]
const AUTOMATON = createHintAutomaton(HINTS)

/** Returns the products that the texts may name, in the table's order, found in one pass over each text. */
export function productsNamedIn(texts: readonly string[]): readonly Product[] {
  const found = new Set<string>()
  for (const text of texts) {
    AUTOMATON.find(text, 0, ({ hint }) => {
      found.add(HINTS[hint] as string)
      return false
    })
  }
  return PRODUCTS.filter((_, at) => ROWS[at]?.hints?.some((hint) => found.has(hint)) ?? true)
}
