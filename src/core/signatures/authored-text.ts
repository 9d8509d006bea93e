/** Reads the texts of a signature: sentences with code in backticks, commands, and `{{name}}` for a captured value. */

/** The placeholder of a captured value. The pattern is global, so use it with `matchAll` and `replace` only. */
export const CAPTURE_PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g

/** Text with code in it, or with five plain words at the start: a description and not a command. */
const SENTENCE = /`|^(?:[\p{L}'’]+[,;:]?\s+){5}/u

/** Returns true if the `how` of a step is a sentence. Otherwise it is a command or a click path, shown as code. */
export function readsAsSentence(how: string): boolean {
  return SENTENCE.test(how)
}

/** @returns the parts of a sentence in backticks, without the backticks */
export function codeIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/`([^`]*)`/g)].map(([, code]) => code as string)
}

/** @returns the names of the captured values in a text, in order, without duplicates; mistyped names too */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name as string))]
}
