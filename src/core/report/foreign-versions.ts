/**
 * Takes out the numbers that look like a version and are none of the product: those of language models, protocols,
 * browsers, languages and systems, and IP addresses.
 */
import type { Sources } from './find-product.ts'

const NUMBER = String.raw`v?\d{1,5}(?:\.\d{1,6}){0,3}`
/** `Opus 4.5`, `GPT-5.1`, `claude-3-7-sonnet`, `Claude 4.5`; a third part makes it a version of the program. */
const MODELS = `(?:(?:claude[ -])?(?:opus|sonnet|haiku)|chat ?gpt|gpt|gemini|codex-mini|o|llama|mistral|mixtral|codestral|devstral|qwen|deepseek|grok|glm|kimi[ -]k|phi|gemma|command[ -]r|nova)[ -]?${NUMBER}`
const CLAUDE_MODEL = String.raw`claude[ -][34](?:\.\d)?(?![.\d])`
/** Followed by a number, perhaps after the word version. */
const OTHERS =
  'OAuth|OpenID(?: Connect)?|OIDC|SAML|HTTP|TLS|SSL|RFC|JSON-?RPC|Chrome|Chromium|Firefox|Safari|Microsoft Edge|Electron|V8|Node(?:\\.?js)?|Bun|Deno|Python|Java|JDK|\\.NET|Go|Ruby|PHP|Ubuntu|Debian|Fedora|macOS|Mac OS X|Darwin|Windows(?: NT)?|iOS|Android|kernel|protocol'
const FOREIGN = new RegExp(
  String.raw`\b(?:${MODELS}|${CLAUDE_MODEL})\b|(?<![\w-])(?<!\bfor )(?:${OTHERS})(?:[ /:]{1,2}|[ _-]version:?[ ])\(?${NUMBER}`,
  'gi',
)
const ADDRESS =
  /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}|:\d{2,5})\b|(?:\bIPs?\b|\begress\b|\baddress(?:es)?\b|\bsubnets?\b|:\/\/|@)[^\n\d]{0,12}\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:127\.0\.0|192\.168\.\d{1,3})\.\d{1,3}\b/gi
/** In characters. Versions are named early; searching a log of megabytes for them costs too much. */
const MAX_SEARCHED = 100_000

export function withoutForeignNumbers(text: string): string {
  const searched = text.slice(0, MAX_SEARCHED)
  return searched.replace(FOREIGN, blank).replace(ADDRESS, blank)
}

export function withoutForeignVersions({ fields, segments }: Sources): Pick<Sources, 'fields' | 'segments'> {
  return {
    fields: fields.map((field) => ({ ...field, text: withoutForeignNumbers(field.text) })),
    segments: segments.map((segment) => ({ ...segment, text: withoutForeignNumbers(segment.text) })),
  }
}

/** Keeps the distance between the words around it, and is no number. */
function blank(found: string): string {
  return found.replace(/[^\n]/g, '·')
}
