/**
 * Finds the product that a report is about. Sources are read in this order: the form's version and product fields, the
 * title, the banners that programs print, and the most frequent name in the text. A wrong product is worse than none.
 */
import { PRODUCTS, type Product, productsNamedIn } from './products.ts'
import type { Field, Segment } from './report.ts'

export interface Sources {
  readonly title: string
  readonly fields: readonly Field[]
  readonly segments: readonly Segment[]
}

/** Fields that name the product in their heading or answer. */
const PRODUCT_FIELD =
  /\bversions?\b|\bproduct\b|\bclient\b|\bsurface\b|\bwhere does the issue occur\b|\bapp(?:lication)?\b/i
/** Fields that give the version of something other than the product. */
export const OTHER_VERSION =
  /last|working|node|python|\bos\b|operating|system|server|browser|previous|sdk|model|\b(?:java|go|rust|npm)\b/i
/** A field about the whole setup names several things; the first one is the product. */
export const SETUP_FIELD = /\benvironment\b|\bsetup\b|\bsystem info|\bversions?\b/i
/** The answer of a reporter whose product is not in the form's list. */
const NONE_OF_THESE = /^none of (?:these|the above|them|the listed)\b/i

export const VERSION_NUMBER = String.raw`(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)`
/** In characters. Products print their banner at the start, so a log of several megabytes need not be searched. */
const MAX_SEARCHED_LENGTH = 100_000
/** Fewer mentions of a product outside the world of AI clients do not say that the report is about it. */
const MIN_MENTIONS = 2

/** Ecosystems whose products come first. */
const CLIENTS: ReadonlySet<string> = new Set(['client', 'mcp'])
/** A report about MCP is about a client or server of MCP; the identity provider or cloud that it names is the other side. */
const ABOUT_MCP = /\bMCP\b|\bmodel context protocol\b/i

/** @returns the product; `none` if the form's answer is that it is none of the list; null if nothing names one */
export function findProduct({ title, fields, segments }: Sources): Product | 'none' | null {
  const texts = searchedTexts(segments)
  const present = productsNamedIn([title, ...texts, ...fields.flatMap(({ heading, text }) => [heading, text])])
  const clients = present.filter(({ ecosystem }) => CLIENTS.has(ecosystem))
  const isAboutMcp = [title, ...texts].some((text) => ABOUT_MCP.test(text))
  const others = isAboutMcp ? [] : present.filter(({ ecosystem }) => !CLIENTS.has(ecosystem))
  const asked = fields.filter(({ heading }) => PRODUCT_FIELD.test(heading) && !OTHER_VERSION.test(heading))
  const named = namedInForm(clients, { title, fields, asked }) ?? namedInForm(others, { title, fields, asked })
  if (named !== null) return named
  if (asked.some(({ heading, text }) => !/version/i.test(heading) && NONE_OF_THESE.test(text.trim()))) return 'none'
  return (
    mostSpecific(clients, texts, 'banner') ??
    mostMentioned(clients, texts, 1) ??
    mostSpecific(others, texts, 'banner') ??
    mostMentioned(
      others.filter(({ isSurroundings }) => !isSurroundings),
      texts,
      MIN_MENTIONS,
    )
  )
}

export function searchedTexts(segments: readonly Segment[]): readonly string[] {
  return segments.map(({ text }) => text.slice(0, MAX_SEARCHED_LENGTH))
}

interface Form {
  readonly title: string
  readonly fields: readonly Field[]
  /** The fields that ask for the product. */
  readonly asked: readonly Field[]
}

function namedInForm(products: readonly Product[], { title, fields, asked }: Form): Product | null {
  const answers = asked.flatMap(({ heading, text }) => [heading, text.slice(0, 300)])
  const setup = fields.filter(({ heading }) => SETUP_FIELD.test(heading)).map(({ text }) => text.slice(0, 1000))
  const own = products.filter(({ isSurroundings }) => !isSurroundings)
  const named = mostSpecific(own, answers) ?? namedWithVersion(own, setup) ?? mostSpecific(products, [title])
  return named === null ? null : refine(named, [title, ...answers, ...setup])
}

function mostSpecific(
  products: readonly Product[],
  sources: readonly string[],
  by: 'name' | 'banner' = 'name',
): Product | null {
  return products.find((product) => sources.some((text) => product[by]?.test(text) ?? false)) ?? null
}

/** A description of the setup names other things too; the product is the one followed by its version. */
function namedWithVersion(products: readonly Product[], sources: readonly string[]): Product | null {
  return products.find((product) => sources.some((text) => versionBeside(product).test(text))) ?? null
}

/** `Cursor 1.7.2`, `mcp-remote version 0.1.38`, `Claude Code: v2.1.148`; the last group is the version. */
export function versionBeside({ name }: Product): RegExp {
  return new RegExp(`(?:${name.source})[^\\n\\d]{0,16}?v?${VERSION_NUMBER}(?![\\w])`, name.flags)
}

/** A form has one version field for a whole product family, so the title decides which product it is. */
function refine(product: Product, sources: readonly string[]): Product {
  const family = PRODUCTS.filter((it) => it.family === product.family)
  return family.find(({ name, within }) => sources.some((text) => name.test(text) || within?.test(text))) ?? product
}

/**
 * Picks the family with the most mentions, then its most specific member with at least a third of the top member's
 * count.
 * @param least the number of mentions of a family below which it does not count
 */
function mostMentioned(products: readonly Product[], sources: readonly string[], least: number): Product | null {
  const text = sources.join('\n')
  const counts = products.map((product) => {
    const count = text.match(new RegExp(product.name, `${product.name.flags}g`))?.length ?? 0
    return { product, count }
  })
  const inFamily = (family: string): number =>
    counts.filter(({ product }) => product.family === family).reduce((sum, { count }) => sum + count, 0)
  const first = counts.toSorted((a, b) => inFamily(b.product.family) - inFamily(a.product.family))[0]
  if (first === undefined || inFamily(first.product.family) < least) return null
  const members = counts.filter(({ product }) => product.family === first.product.family)
  const most = Math.max(...members.map(({ count }) => count))
  return members.find(({ count }) => count > 0 && count * 3 >= most)?.product ?? null
}
