/**
 * Finds texts of signatures that name a product, its command or its file to people who may use another one. A comment
 * shows a text to everyone whom its `when` does not exclude.
 */
import { PRODUCTS, type Product } from '../report/products.ts'
import { codeIn, readsAsSentence } from '../signatures/authored-text.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Signature, When } from '../signatures/schema.ts'

export interface ForeignText {
  readonly signature: string
  /** Where the text is, e.g. `checklist 2`. */
  readonly field: string
  readonly product: Product
  readonly text: string
}

/** Packs that are about any product; every other pack is about the products of its ecosystem. */
const GENERAL_PACKS: ReadonlySet<string> = new Set(['client', 'mcp', 'oauth', 'scalekit'])
/** Programs that start other programs or examine a server, and so belong to no product. */
const GENERAL_PROGRAMS: ReadonlySet<string> = new Set(['npx', 'code', 'curl', 'openssl', 'sudo'])
/** Anyone can try a server with the one and look at a repository on GitHub with the other, whatever client they use. */
const TOOLS: ReadonlySet<string> = new Set(['mcp-inspector', 'gh'])
/** A text that says for whom it is: `on AWS`, `in Auth0`, `with the Git Credential Manager`. */
const OWN_CONDITION = /\b(?:[Oo]n|[Ff]or|[Ii]n|[Ww]ith)(?: the)? (?=[A-Z])/

/** @returns one entry per text and family of products, in the order of the signatures */
export function findForeignTexts(pack: Pack): readonly ForeignText[] {
  return [...pack.signatures.values()].flatMap((signature) => {
    const foreign = PRODUCTS.filter((product) => !isSubject(product, signature, pack.folders.get(signature.id)))
    return textsOf(signature).flatMap(({ field, text, when }) =>
      foreign
        .filter((product) => !isAddressed(product, when) && !isConditional({ text, when }, product))
        .filter((product) => names(text, product, foreign))
        .filter(({ family }, at, named) => named.findIndex((it) => it.family === family) === at)
        .map((product) => ({ signature: signature.id, field, product, text })),
    )
  })
}

/** Whether the signature can concern no other product, or the product is mentioned in reports about every product. */
function isSubject({ id, family, ecosystem, isSurroundings }: Product, { products }: Signature, folder = ''): boolean {
  const families = products.map((it) => PRODUCTS.find((product) => product.id === it)?.family ?? it)
  const isOnlyOne = families.every((it) => it === family)
  const isOfPack = !GENERAL_PACKS.has(folder) && (ecosystem === folder || products.includes(id))
  return isSurroundings || TOOLS.has(id) || isOnlyOne || isOfPack
}

/**
 * People know which cloud or provider they use, and say so in words that `when.says` finds; which client a report is
 * about, `when.product` has to say.
 */
function isConditional({ text, when }: Pick<Text, 'text' | 'when'>, { ecosystem }: Product): boolean {
  const isForOthers = ecosystem !== 'client' && ecosystem !== 'mcp'
  return isForOthers && (when?.says !== undefined || OWN_CONDITION.test(text))
}

function isAddressed({ family }: Product, when: When | undefined): boolean {
  const addressed = [when?.product ?? []].flat()
  return PRODUCTS.some((it) => it.family === family && addressed.includes(it.id))
}

function names(text: string, product: Product, foreign: readonly Product[]): boolean {
  return (
    product.name.test(text) ||
    (runsProgram(text, product) && isOwnProgram(product, foreign)) ||
    namesFile(text, product)
  )
}

/** Whether none of the signature's own products is started with the same program. */
function isOwnProgram(product: Product, foreign: readonly Product[]): boolean {
  return PRODUCTS.every((it) => programOf(it) !== programOf(product) || foreign.includes(it))
}

/** Whether a command in the text starts the product's own program. */
function runsProgram(text: string, product: Product): boolean {
  const program = programOf(product)
  if (program === '' || GENERAL_PROGRAMS.has(program) || !text.includes(program)) return false
  const start = new RegExp(String.raw`(?:^|[|;&(]\s*|\b(?:sudo|time|export \S+) )${RegExp.escape(program)}(?:\s|$)`)
  return commandsIn(text).some((it) => start.test(it))
}

function programOf({ command }: Product): string {
  return 'run' in command ? (command.run.split(' ', 1)[0] as string) : ''
}

function commandsIn(text: string): readonly string[] {
  return [...codeIn(text), ...(readsAsSentence(text) ? [] : [text])]
}

/** Whether the text names the product's folder in the home directory. */
function namesFile(text: string, { file }: Product): boolean {
  const folders = 'path' in file ? [...file.path.matchAll(/~\/\.[\w-]+/g)].map(([folder]) => folder) : []
  return folders.some((folder) => folder !== '~/.config' && folder !== '~/.local' && text.includes(folder))
}

interface Text {
  readonly field: string
  readonly text: string
  readonly when?: When | undefined
}

/** Every text that a comment can show. */
function textsOf(signature: Signature): readonly Text[] {
  const { cause, causes, ask, checklist, remedies, prevention, deciding = '' } = signature
  const steps = checklist.flatMap(({ check, how = '', windows = '', outcomes, when }, at) =>
    [check, how, windows, ...outcomes.flatMap(({ see, means = '', next = '' }) => [see, means, next])].map((text) => ({
      field: `checklist ${at + 1}`,
      text,
      when,
    })),
  )
  return [
    { field: 'cause', text: cause },
    ...causes.map((it, at) => ({ field: `causes ${at + 1}`, ...it })),
    ...ask.map(({ text, when }) => ({ field: 'ask', text, when })),
    ...signature['confused-with'].flatMap(({ tell, ask: question }) => [
      { field: 'confused-with', text: tell },
      { field: 'confused-with', text: question?.text ?? '', when: question?.when },
    ]),
    ...steps,
    ...remedies.map(({ text, when }, at) => ({ field: `remedies ${at + 1}`, text, when })),
    ...prevention.map((text) => ({ field: 'prevention', text })),
    { field: 'solved-when', text: signature['solved-when'] },
    { field: 'deciding', text: deciding },
  ].filter(({ text }) => text !== '')
}
