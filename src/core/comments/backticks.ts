/**
 * Returns backticks that delimit the text as code in Markdown: more than any run inside it.
 * @param least 1 for a code span, 3 for a fence
 */
export function backticksAround(text: string, least: 1 | 3): string {
  const runs = [...text.matchAll(/`+/g)].map((run) => run[0].length)
  return '`'.repeat(Math.max(least, ...runs.map((length) => length + 1)))
}
